package org.packetboat.protocols.smtp.client;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.packetboat.engine.link.LinkSession.Event;
import org.packetboat.engine.link.Outcome;
import org.packetboat.engine.link.Transfer;
import org.packetboat.engine.mail.Message;
import org.packetboat.engine.mail.Recipient;
import org.packetboat.engine.peer.EightBit;
import org.packetboat.engine.peer.PeerLimits;
import org.packetboat.engine.peer.PeerPolicy;
import org.packetboat.engine.peer.PeerTrust;
import org.packetboat.engine.peer.Tls;
import org.packetboat.protocols.Mails;
import org.packetboat.protocols.smtp.sasl.SaslLogin;
import org.packetboat.protocols.smtp.text.TextFitting;

/**
 * A talk with a peer, written down.
 *
 * <pre>
 * # what it does wrong
 * # what we do about it
 * route tls=must login=alice password=secret     how the route deals with it
 * mail b@far.example c@far.example               what there is to send; one mail to b@far.example if left out
 * mail-declared SMTPUTF8                         as what it came
 * text Subject: hi\\r\\n\\r\\nhello\\r\\n           its text
 * known CHUNKING                                 that the host does not have this is remembered
 * S 220 hi                                       the peer says
 * C EHLO hub.example                             we say
 * T                                              TLS begins here, and succeeds
 * X closed by the site                           the connection is lost
 * = mail 1: b@far.example delivered 250 2.0.0 ok what became of a mail
 * = login refused: 535 5.7.8 no                  how the session ended
 * </pre>
 */
record PeerScript(List<String> lines) {
    private static final String HOST = "peer.example";
    private static final Set<String> OURS = Set.of("route", "mail", "mail-declared", "text", "known");

    static PeerScript read(Path file) throws IOException {
        return new PeerScript(Files.readAllLines(file));
    }

    String wrong() {
        return lines.get(0).substring(2);
    }

    String remedy() {
        return lines.get(1).substring(2);
    }

    /** What is to be heard of us, and what is to come of it. */
    String expected() {
        return lines.stream().filter(l -> !l.startsWith("#") && !OURS.contains(l.split(" ")[0]))
                .collect(Collectors.joining("\n"));
    }

    private List<String> of(String keyword) {
        return lines.stream().filter(l -> l.startsWith(keyword + " ")).map(l -> l.substring(keyword.length() + 1))
                .toList();
    }

    /** The same talk as it really went. */
    String played() throws Exception {
        List<Transfer> mails = new ArrayList<>();
        for (String mail : of("mail").isEmpty() ? List.of("b@far.example") : of("mail"))
            mails.add(mail(mails.size() + 1, mail));
        PeerMemory memory = new PeerMemory();
        of("known").forEach(keyword -> memory.lacks(HOST, keyword, Talk.BEGIN));
        ClientProfile profile = profile(memory);
        Talk talk = new Talk(profile, Optional.of(HOST), mails.toArray(Transfer[]::new));
        List<String> real = new ArrayList<>();
        talk.on(new Event.Connected());
        heard(talk, real);
        for (String line : lines)
            play(line, talk, real);
        for (Transfer mail : mails)
            outcome(talk, mail, mails.indexOf(mail) + 1).ifPresent(real::add);
        if (talk.supply.isEnded()) real.add("= " + org.packetboat.engine.settle.Endings.describe(talk.supply.ending()));
        if (((SmtpClientSession) talk.session).isOurselves()) real.add("= that is us");
        if (((SmtpClientSession) talk.session).hasHungUpOnHello() && !profile.needsExtensions()) {
            real.add("= again with HELO");
        }
        memory.lacking(Optional.of(HOST), Talk.BEGIN).stream().map(keyword -> "= remembered: no " + keyword)
                .forEach(real::add);
        return String.join("\n", real);
    }

    private Transfer mail(long id, String recipients) {
        String text = of("text").stream().findFirst().map(String::translateEscapes)
                .orElse("Subject: hi\r\n\r\nhello\r\n");
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        boolean declared = of("mail-declared").contains("SMTPUTF8");
        Message plain = Mails.mail(id, bytes, recipients.split(" ")).envelope().message();
        Message message = new Message(plain.id(), plain.arrived(), plain.sender(), plain.size(), declared, declared,
                plain.returned(), plain.envelopeName(), plain.batch(), plain.origin());
        return Mails.mail(message, bytes, Stream.of(recipients.split(" ")).map(Recipient::of).toList());
    }

    private static void play(String line, Talk talk, List<String> real) {
        if (line.isEmpty() || !"STX".contains(line.substring(0, 1))) return;
        String rest = line.length() > 2 ? line.substring(2) : "";
        real.add(line.charAt(0) == 'T' && !talk.isSecuring() ? "(no TLS)" : line);
        switch (line.charAt(0)) {
            case 'S' -> talk.peer(rest);
            case 'T' -> talk.on(new Event.Secured());
            default -> talk.on(new Event.Lost(rest));
        }
        heard(talk, real);
    }

    private static void heard(Talk talk, List<String> real) {
        talk.said().lines().forEach(said -> real.add("C " + said));
    }

    private static Optional<String> outcome(Talk talk, Transfer mail, int number) {
        Map<Recipient, Outcome> outcomes = talk.supply.outcomes(mail);
        if (outcomes.isEmpty()) return Optional.empty();
        return Optional.of("= mail " + number + ": " + outcomes.entrySet().stream()
                .map(e -> e.getKey().address() + " " + told(e.getValue())).collect(Collectors.joining(", ")));
    }

    private static String told(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Delivered(var reply, boolean _, var _) -> "delivered " + reply;
            case Outcome.Deferred(var reply) -> "deferred " + reply;
            case Outcome.Refused(var reply) -> "refused " + reply;
            case Outcome.Carried(var _, var reply) -> "carried " + reply;
            case Outcome.Interrupted(long _, var reply) -> "interrupted " + reply;
        };
    }

    private ClientProfile profile(PeerMemory memory) {
        Map<String, String> route = of("route").stream().flatMap(l -> List.of(l.split(" ")).stream())
                .collect(Collectors.toMap(w -> w.split("=", 2)[0], w -> w.split("=", 2)[1]));
        Tls tls = Tls.valueOf(route.getOrDefault("tls", "off").toUpperCase(java.util.Locale.ROOT));
        Optional<SaslLogin> login = Optional.ofNullable(route.get("login")).map(name -> new SaslLogin(name,
                route.getOrDefault("password", route.getOrDefault("token", "")), route.containsKey("token"),
                route.containsKey("login-without-tls"), true, new Random(1)));
        Set<String> without = Stream.of(route.getOrDefault("without", "").split(",")).filter(w -> !w.isEmpty())
                .collect(Collectors.toSet());
        EightBit eightBit = EightBit.valueOf(route.getOrDefault("eight-bit", "CONVERT"));
        PeerLimits limits = new PeerLimits(Optional.empty(),
                Optional.ofNullable(route.get("max-mails")).map(Integer::valueOf));
        ClientProfile profile = new ClientProfile("hub.example", false,
                new PeerPolicy(tls, Optional.empty(), without, eightBit, limits,
                        PeerTrust.USUAL),
                Talk.TIMEOUTS, new Pace(1000, 500, 4), false, login, Optional.empty(),
                new ClientService(TextFitting.NONE, memory, (_, _) -> {}, route.getOrDefault("place", "")));
        return route.containsKey("helo") ? profile.withHelo() : profile;
    }
}
