import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Keeps SMTP connections open that say nothing after EHLO: {@code java bench/IdleClients.java PORT COUNT PER_ADDRESS}.
 * They come from 127.0.1.1, 127.0.2.1 and so on, PER_ADDRESS from each. Says {@code open=COUNT} when all are greeted;
 * at the end of standard input it looks at each, and says {@code alive=COUNT} of those that still answer.
 */
final class IdleClients {
    private IdleClients() {}

    public static void main(String[] args) throws IOException {
        InetSocketAddress server = new InetSocketAddress("127.0.0.1", Integer.parseInt(args[0]));
        int count = Integer.parseInt(args[1]);
        int each = Integer.parseInt(args[2]);
        List<SocketChannel> open = new ArrayList<>();
        long began = System.nanoTime();
        for (int i = 0; i < count; i++) {
            SocketChannel channel = SocketChannel.open();
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.bind(new InetSocketAddress("127.0." + (1 + i / each) + ".1", 0));
            channel.connect(server);
            answer(channel, "220");
            say(channel, "EHLO idle.example\r\n");
            open.add(channel);
        }
        for (SocketChannel channel : open)
            answer(channel, "250 ");
        System.out.printf("open=%d seconds=%.1f%n", open.size(), (System.nanoTime() - began) / 1e9);
        while (System.in.read() >= 0) {}
        int alive = 0;
        for (SocketChannel channel : open) {
            try {
                say(channel, "NOOP\r\n");
                answer(channel, "250 ");
                alive++;
            } catch (IOException e) {
                // The server has closed it.
            }
        }
        System.out.println("alive=" + alive);
    }

    private static void say(SocketChannel channel, String line) throws IOException {
        channel.write(ByteBuffer.wrap(line.getBytes(StandardCharsets.US_ASCII)));
    }

    /** Reads until a line that begins with the code has ended what there is. */
    private static void answer(SocketChannel channel, String code) throws IOException {
        StringBuilder read = new StringBuilder();
        ByteBuffer buffer = ByteBuffer.allocate(2048);
        while (!lastLine(read).startsWith(code)) {
            if (channel.read(buffer.clear()) < 0) throw new IOException("the server has closed it after " + read);
            read.append(StandardCharsets.US_ASCII.decode(buffer.flip()));
            boolean refused = read.length() > 3 && read.charAt(0) > '3';
            if (refused || read.length() > 8192) throw new IOException("refused: " + read);
        }
    }

    /** Empty as long as it has not ended. */
    private static String lastLine(StringBuilder read) {
        String all = read.toString();
        return all.endsWith("\n") ? all.substring(all.lastIndexOf('\n', all.length() - 2) + 1) : "";
    }
}
