package org.packetboat.protocols.uucp.exchange;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.packetboat.engine.intake.Receipt;
import org.packetboat.engine.link.Ending;
import org.packetboat.engine.link.LinkSession.Action;
import org.packetboat.engine.link.LinkSession.Event;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.mail.Reply;
import org.packetboat.protocols.uucp.greeting.GreetingReader;
import org.packetboat.protocols.uucp.greeting.JobCommands;
import org.packetboat.protocols.uucp.greeting.PeerTerms;
import org.packetboat.protocols.uucp.greeting.RefusalLog;
import org.packetboat.protocols.uucp.greeting.UucpSettings;
import org.packetboat.protocols.uucp.packet.IFramer;
import org.packetboat.protocols.uucp.packet.IPacket;
import org.packetboat.protocols.uucp.packet.LineTiming;

/** A far side played by hand, packet by packet, against a session that was called: it may break rules. */
final class LyingPeer {
    final MemorySpool spool = new MemorySpool();
    /** For whom mail is put off. */
    final FullSites full = new FullSites();
    /** Whose mail a rule puts off once it is there. */
    final Set<String> ruled = new HashSet<>();
    private final JobCommands commands;
    private UucpSession session;
    final List<Action> actions = new ArrayList<>();
    private IFramer framer = new IFramer();
    final List<String> answers = new ArrayList<>();
    private Instant now = Mails.MORNING;
    private int seq = 1;

    LyingPeer() {
        this(JobCommands.NONE);
    }

    /** @param commands what it may have run */
    LyingPeer(JobCommands commands) {
        this.commands = commands;
        this.session = session();
    }

    UucpSession session() {
        return UucpSession.called(_ -> Optional.empty(),
                UucpSettings.on(LineTiming.of(240), "hub", "hub.example.com").with(full)
                        .with(new PeerTerms(RefusalLog.NONE, commands, Optional.empty())),
                spool);
    }

    void tell(Event event) {
        List<Action> done = session.on(event, now);
        actions.addAll(done);
        for (Action action : done) {
            switch (action) {
                case Action.Send(byte[] bytes) -> {
                    hear(bytes);
                    tell(new Event.Drained());
                }
                case Action.Ask _ -> tell(new Event.Offered(List.of()));
                case Action.TakeIn taken -> tell(new Event.TakenIn(taken.ticket(), receipt(taken)));
                case Action.Consult consult -> consult.question().accept(then -> tell(new Event.Advised(then)));
                default -> {
                    // looked at by the tests
                }
            }
        }
    }

    private Receipt receipt(Action.TakeIn taken) {
        boolean puts = taken.submission().recipients().stream().anyMatch(to -> ruled.contains(to.address().toString()));
        return puts
                ? new Receipt.Rejected(new Reply(450, "4.7.1", "Goes at night"))
                : new Receipt.Accepted(new QueueId(1));
    }

    void hear(byte[] bytes) {
        if (bytes[0] == GreetingReader.MARK) return;
        framer.add(bytes);
        for (Optional<IFramer.Found> found = framer.next(); found.isPresent(); found = framer.next()) {
            if (found.get() instanceof IFramer.Found.Good(IPacket packet) && packet.type() == IPacket.Type.DATA) {
                answers.add(new String(packet.data(), StandardCharsets.ISO_8859_1).replace("\0", ""));
            }
        }
    }

    void say(byte[] bytes) {
        now = now.plusMillis(bytes.length * 4L);
        tell(new Event.Received(bytes));
    }

    void greet() {
        tell(new Event.Connected());
        say(GreetingReader.frame("Sbad -R -N07"));
        say(GreetingReader.frame("Ui"));
        say(new IPacket(IPacket.Type.SYNC, true, 0, 0, 0, 0, new byte[]{4, 0, 16, 7}).encode());
    }

    void data(int channel, byte[] content) {
        say(new IPacket(IPacket.Type.DATA, true, seq, 0, channel, 0, content).encode());
        seq = seq + 1 & 31;
    }

    void command(String text) {
        command(1, text);
    }

    void command(int channel, String text) {
        data(channel, (text + "\0").getBytes(StandardCharsets.ISO_8859_1));
        say(new IPacket(IPacket.Type.SPOS, true, seq, 0, 0, 0, new byte[4]).encode());
        seq = seq + 1 & 31;
    }

    boolean tookMail() {
        return actions.stream().anyMatch(action -> action instanceof Action.TakeIn);
    }

    Optional<Ending> ending() {
        return actions.stream().filter(action -> action instanceof Action.HangUp)
                .map(action -> ((Action.HangUp) action).ending()).findFirst();
    }

    /** Time goes by, alarm by alarm, and nobody says anything. */
    void silence(Duration howLong) {
        Instant end = now.plus(howLong);
        while (ending().isEmpty() && now.isBefore(end)) {
            now = now.plusSeconds(1);
            tell(new Event.Rang());
        }
    }

    void mail(String job, String text) {
        command("E " + job + " " + job + " joe -C " + job + " 0600 \"\" 0x" + Integer.toHexString(text.length())
                + " rmail ann@hub.example.com");
        content(text);
    }

    void file(String name, String text) {
        command("S " + name + " " + name + " joe -C " + name + " 0600 \"\" 0x" + Integer.toHexString(text.length()));
        content(text);
    }

    void content(String text) {
        if (answers.getLast().contains("N")) return;
        for (int at = 0; at < text.length(); at += 500)
            data(1, text.substring(at, Math.min(text.length(), at + 500)).getBytes());
        data(1, new byte[0]);
    }

    void confirm() {
        say(new IPacket(IPacket.Type.ACK, true, 0, answers.size(), 0, 0, new byte[0]).encode());
    }

    void hangUp() {
        confirm();
        data(0, "H\0".getBytes());
    }

    void callAgain() {
        session = session();
        framer = new IFramer();
        seq = 1;
        now = now.plusSeconds(1);
        greet();
    }

    List<Action.TakeIn> takenIn() {
        return actions.stream().filter(a -> a instanceof Action.TakeIn).map(a -> (Action.TakeIn) a).toList();
    }

    List<String> names() {
        return takenIn().stream().map(a -> a.submission().name().orElseThrow()).toList();
    }

    List<String> texts() {
        return takenIn().stream().map(a -> new String(a.body().read(0, 8192), StandardCharsets.ISO_8859_1)).toList();
    }
}
