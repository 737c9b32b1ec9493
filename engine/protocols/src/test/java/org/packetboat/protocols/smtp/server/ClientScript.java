package org.packetboat.protocols.smtp.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.Domain;
import org.packetboat.protocols.mail.Tolerance;
import org.packetboat.protocols.smtp.syntax.Network;
import org.packetboat.protocols.smtp.syntax.SmtpLimits;
import org.packetboat.protocols.smtp.syntax.Tolerances;

/**
 * A talk of a client with us, written down.
 *
 * <pre>
 * # what it does wrong
 * # what we do about it
 * from stranger                      who may not relay; one who may if left out
 * submits                            it writes mail, as submit-from says
 * tolerate bare-lf lf-dot            what is borne of those who may relay; what is usual if left out
 * strangers brackets                 what is borne of others; nothing if left out
 * C EHLO printer                     it says, and CR LF
 * L EHLO printer                     it says, and LF alone
 * B text\n.\r\n                      it sends these bytes; \344 is one byte
 * S 250 2.1.0 Ok                     we say; of several lines the last
 * = mail a@b.example to c@d.example  what was taken
 * = trace Received: from x ([1.2.3.4])   the beginning of its trace line
 * = text Subject: hi\r\n             its text
 * = closed                           we hung up
 * </pre>
 */
record ClientScript(List<String> lines) {
    static ClientScript read(Path file) throws IOException {
        return new ClientScript(Files.readAllLines(file));
    }

    /** Its row in the table. */
    String row() {
        return "| " + lines.get(0).substring(2) + " | " + lines.get(1).substring(2) + " |";
    }

    String expected() {
        return said("CLBS=");
    }

    private String said(String kinds) {
        return lines.stream().filter(l -> l.length() > 1 && l.charAt(1) == ' ' && kinds.indexOf(l.charAt(0)) >= 0)
                .collect(Collectors.joining("\n"));
    }

    private Set<Tolerance> tolerances(String keyword, Set<Tolerance> usual) {
        Set<Tolerance> found = EnumSet.noneOf(Tolerance.class);
        List<String> words = lines.stream().filter(l -> l.equals(keyword) || l.startsWith(keyword + " "))
                .flatMap(l -> Stream.of(l.split(" ")).skip(1)).toList();
        for (Tolerance tolerance : Tolerance.values()) {
            if (words.contains(tolerance.word())) found.add(tolerance);
        }
        return lines.stream().anyMatch(l -> l.split(" ")[0].equals(keyword)) ? found : usual;
    }

    /** The same talk as it really went. */
    String played(Split split) {
        FakeIntake intake = new FakeIntake();
        SmtpPolicy policy = new SmtpPolicy(new Domain("hub.example.com"), List.of(Network.parse("10.0.0.0/8")),
                lines.contains("submits") ? List.of(Network.parse("10.1.0.0/16")) : List.of(),
                SmtpLimits.STANDARD,
                new Tolerances(tolerances("tolerate", Tolerance.USUAL), tolerances("strangers", Set.of())),
                ListenerRules.USUAL);
        Talk talk = Talk.fresh(Talk.service(intake, policy), lines.contains("from stranger") ? "192.0.2.7" : "10.1.2.3",
                split);
        List<String> real = new ArrayList<>();
        for (String line : lines)
            play(line, talk, real);
        if (talk.closed) real.add("= closed");
        boolean traced = lines.stream().anyMatch(l -> l.startsWith("= trace"));
        intake.stored.forEach(mail -> told(mail, traced, real));
        return String.join("\n", real);
    }

    private static void play(String line, Talk talk, List<String> real) {
        if (line.length() < 2 || line.charAt(1) != ' ' || "CLB".indexOf(line.charAt(0)) < 0) return;
        real.add(line);
        String text = line.substring(2);
        switch (line.charAt(0)) {
            case 'C' -> talk.send(text + "\r\n");
            case 'L' -> talk.send(text + "\n");
            default -> talk.send(text.translateEscapes().getBytes(StandardCharsets.ISO_8859_1));
        }
        talk.heard().lines().filter(heard -> heard.charAt(3) == ' ').forEach(heard -> real.add("S " + heard));
    }

    private static void told(FakeIntake.Stored mail, boolean traced, List<String> real) {
        real.add("= mail " + mail.submission().sender().map(Address::toString).orElse("<>") + " to "
                + mail.submission().recipients().stream().map(to -> to.address().toString())
                        .collect(Collectors.joining(" ")));
        if (traced) real.add("= trace " + mail.text().substring(0, mail.text().indexOf("\r\n")));
        String body = mail.text().substring(mail.text().indexOf("+0000\r\n") + 7);
        real.add("= text " + body.replace("\r", "\\r").replace("\n", "\\n"));
    }
}
