import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Hands over mail for many domains by SMTP, a hundred at a time. Arguments: the port, and how many domains. */
final class ManyDomains {
    private static final int RECIPIENTS = 100;

    private ManyDomains() {}

    public static void main(String[] args) throws IOException {
        int domains = Integer.parseInt(args[1]);
        try (Socket socket = new Socket("127.0.0.1", Integer.parseInt(args[0]))) {
            BufferedReader in = new BufferedReader(
                    new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            OutputStream out = socket.getOutputStream();
            expect(in, "220");
            say(out, in, "HELO bench.example\r\n", "250");
            for (int from = 0; from < domains; from += RECIPIENTS) {
                say(out, in, "MAIL FROM:<a@hub.example.com>\r\n", "250");
                for (int i = from; i < Math.min(domains, from + RECIPIENTS); i++)
                    say(out, in, "RCPT TO:<b@d%06d.example>\r\n".formatted(i), "250");
                say(out, in, "DATA\r\n", "354");
                say(out, in, "Subject: prices\r\n\r\nBread 1.20\r\n.\r\n", "250");
            }
            say(out, in, "QUIT\r\n", "221");
        }
        System.out.printf("queued mail for %,d domains%n", domains);
    }

    private static void say(OutputStream out, BufferedReader in, String line, String code) throws IOException {
        out.write(line.getBytes(StandardCharsets.US_ASCII));
        out.flush();
        expect(in, code);
    }

    private static void expect(BufferedReader in, String code) throws IOException {
        String reply = in.readLine();
        if (reply == null || !reply.startsWith(code)) throw new IOException("expected " + code + ", got " + reply);
    }
}
