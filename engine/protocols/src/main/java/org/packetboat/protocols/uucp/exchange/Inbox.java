package org.packetboat.protocols.uucp.exchange;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.packetboat.engine.intake.Receipt;
import org.packetboat.engine.link.LinkSession.Action;
import org.packetboat.engine.mail.Recipient;
import org.packetboat.protocols.bundle.packing.Packer;
import org.packetboat.protocols.uucp.greeting.Features;
import org.packetboat.protocols.uucp.greeting.Greeting;
import org.packetboat.protocols.uucp.greeting.UucpSettings;
import org.packetboat.protocols.uucp.mail.BundleJob;
import org.packetboat.protocols.uucp.mail.CommandWords;
import org.packetboat.protocols.uucp.mail.Digest;
import org.packetboat.protocols.uucp.mail.Execution;
import org.packetboat.protocols.uucp.mail.Printable;
import org.packetboat.protocols.uucp.packet.Heard;

/**
 * The mail on its way in. A file is acknowledged only when it is on disk, and the last file of a job only after the
 * intake has committed its mail; what was acknowledged is remembered until the far side is known to have heard so. Of
 * all commands only those of {@link Execution} are taken, and only files of jobs.
 */
final class Inbox {
    /** Where answers go. */
    interface Answers {
        void say(int channel, String text, String token);
    }

    /** A file of a stock peer up to this length, in bytes, is read again rather than taken for one that was here. */
    private static final long SMALL = 4096;

    private final UucpSettings settings;
    private final String node;
    private final Features far;
    private final boolean endFollowsRefusal;
    private final UucpSpool spool;
    private final Answers answers;
    private final Optional<Packer> packer;
    private final JobNames names;
    private final TakingIn takingIn;
    private final Map<Integer, Receiving> channels = new HashMap<>();
    private boolean refusing;
    private final PutOffJobs putOff;
    private boolean broken;
    private Optional<String> trouble = Optional.empty();

    /**
     * @param agreed            who the far side is, and what it can do
     * @param endFollowsRefusal whether the end of a file comes even if it was refused
     * @param answers           carries answers back
     * @param todo              takes what is to be done
     */
    Inbox(UucpSettings settings, Greeting.Step.Agreed agreed, boolean endFollowsRefusal, UucpSpool spool,
            Answers answers, Consumer<Action> todo) {
        this.settings = settings;
        this.node = agreed.node();
        this.far = agreed.features();
        this.packer = agreed.packer();
        this.endFollowsRefusal = endFollowsRefusal;
        this.spool = spool;
        this.answers = answers;
        this.names = new JobNames(spool, node);
        this.putOff = new PutOffJobs(spool);
        this.takingIn = new TakingIn(settings, node, names, packer, new Outcomes(), todo);
    }

    /** Whether nothing is coming in or being committed. */
    boolean isIdle() {
        return channels.values().stream().allMatch(Receiving::isIdle);
    }

    /** Whether every channel is between two commands. */
    boolean awaitsCommand() {
        return channels.values().stream().allMatch(Receiving::awaitsCommand);
    }

    /** Whether the far side broke the rules. */
    boolean isBroken() {
        return broken;
    }

    /** Whether a job was left without an answer because it is put off: its far side waits for the answer. */
    boolean putsOff() {
        return putOff.areThere();
    }

    /** Takes no new file from now on. */
    void refuseNew() {
        refusing = true;
    }

    /** Why the conversation can't go on as it should, if so. */
    Optional<String> trouble() {
        return trouble;
    }

    long largest() {
        return settings.largest();
    }

    void heard(Heard heard, Instant now) {
        channels.computeIfAbsent(heard.theirs(), channel -> new Receiving(channel, this)).heard(heard, now);
    }

    /** The far side broke the rules; nothing it says is believed any more. */
    void violated(String how) {
        broken = true;
        if (trouble.isEmpty()) trouble = Optional.of("the far side broke the rules: " + how);
    }

    void command(Receiving receiving, int channel, String text, Instant now) {
        switch (Command.parse(text)) {
            case Command.Send send -> send(receiving, channel, send);
            case Command.Fetch() -> refuse(channel, text, "RN2", "no file is handed out");
            case Command.Copy(),Command.Unknown(var _) -> refuse(channel, text, "XN", "not understood");
            case Command.HangUp() -> violated("H on a channel");
        }
    }

    private void refuse(int channel, String what, String answer, String why) {
        note(what, why);
        answers.say(channel, answer, "");
    }

    private void note(String what, String why) {
        settings.peer().refusals().here(node, Printable.of(what), Printable.of(why));
    }

    private void send(Receiving receiving, int channel, Command.Send send) {
        String letter = send.execute().isPresent() ? "E" : "S";
        String key = Digest.of("file", node, send.identity());
        Optional<String> refusal = refusal(send, key);
        if (refusal.isPresent()) {
            noteForGood(send, refusal.get());
            receiving.skip(endFollowsRefusal);
            answers.say(channel, letter + refusal.get() + proof(send, refusal.get()),
                    refusal.get().equals("N8") ? key : "");
            return;
        }
        boolean known = spool.remembers(key);
        boolean same = isNameEnough(send, key);
        if (!far.restart() || known || !same) spool.discard(key);
        long held = spool.held(key);
        receiving.expectFile(new Receiving.Incoming(key, held, send, !known || !same));
        answers.say(channel, letter + (far.restart() ? "Y 0x" + Long.toHexString(held) : "Y"), "");
    }

    private void noteForGood(Command.Send send, String refusal) {
        if (refusal.equals("N7")) note(what(send), "larger than " + largest() + " bytes");
        if (refusal.equals("N2")) note(what(send), isWanted(send) ? "larger than " + largest() + " bytes" : why(send));
    }

    /** Why a job that is not for mail is not run. Commands for mail are never run, whatever their arguments are. */
    private Optional<String> whyNotRun(String command, String forbidden) {
        List<String> words = CommandWords.of(command);
        return words.isEmpty() || words.getFirst().equals(Execution.RMAIL)
                ? Optional.of(forbidden)
                : settings.peer().commands().refusal(words);
    }

    private static String what(Command.Send send) {
        return send.execute().orElse(send.to());
    }

    private String why(Command.Send send) {
        if (packer.isPresent() && packer.get().isSealing()) return "not encrypted";
        return send.execute().map(command -> Execution.parse(command, settings.domain()))
                .map(e -> e instanceof Execution.Forbidden(String forbidden)
                        ? whyNotRun(send.execute().get(), forbidden).orElse("no name for a job's file")
                        : "no name for a job's file")
                .orElse("no file of a job");
    }

    /**
     * Whether a file that was announced with the same words before is the same one. A Packetboat never gives a name
     * twice. Others do, and a mail of theirs would be lost if it were taken for one that had the name before it: what
     * is soon read again is read again, and the intake knows a repeat by name and text. A large one goes on.
     */
    private boolean isNameEnough(Command.Send send, String key) {
        boolean ours = isBatch(send) || SpoolName.isOurs(send.to());
        return ours || Math.max(send.size().orElse(0), spool.held(key)) > SMALL;
    }

    private static boolean isBatch(Command.Send send) {
        return send.execute().filter(BundleJob.COMMAND::equals).isPresent();
    }

    /** To a repeated batch the same proof as the first time. */
    private String proof(Command.Send send, String refusal) {
        if (!isBatch(send) || packer.isEmpty() || !refusal.equals("N8")) return "";
        return " " + packer.get().receipt(send.to().substring(2));
    }

    /** Why not: N2 never, N4 not now, N7 too large, N8 here already. */
    private Optional<String> refusal(Command.Send send, String key) {
        if (far.sizes() && spool.remembers(key) && isNameEnough(send, key)) return Optional.of("N8");
        if (!isWanted(send)) return Optional.of("N2");
        if (send.size().orElse(0) > largest()) return Optional.of(far.sizes() ? "N7" : "N2");
        return refusing || isPutOff(send) || isPassedOver(send, key) ? Optional.of("N4") : Optional.empty();
    }

    /** Nothing is done with one that a program still takes, for a call that broke off. */
    private boolean isPassedOver(Command.Send send, String key) {
        return putOff.passOver(key) || spool.lent().contains(key) || spool.lent().contains(dataKey(send.to()));
    }

    /** Where recipients are named before the file, mail that would be put off need not come over the line. */
    private boolean isPutOff(Command.Send send) {
        return send.execute().map(command -> Execution.parse(command, settings.domain()))
                .filter(e -> switch (e) {
                    case Execution.Rmail(List<Recipient> to) -> takingIn.delay(to).isPresent();
                    case Execution.Forbidden _ -> settings.peer().commands()
                            .delay(CommandWords.of(send.execute().get())).isPresent();
                    case Execution.Packed _, Execution.Batch _ -> false;
                }).isPresent();
    }

    private boolean isWanted(Command.Send send) {
        boolean sealing = packer.isPresent() && packer.get().isSealing();
        if (send.execute().isEmpty()) {
            return !sealing && (SpoolName.isData(send.to()) || SpoolName.isOrder(send.to()));
        }
        return switch (Execution.parse(send.execute().get(), settings.domain())) {
            case Execution.Packed() -> packer.isPresent() && SpoolName.isData(send.to());
            case Execution.Rmail _, Execution.Batch() -> !sealing && SpoolName.isData(send.to());
            case Execution.Forbidden(String why) -> !sealing && SpoolName.isData(send.to())
                    && whyNotRun(send.execute().get(), why).isEmpty();
        };
    }

    void append(Receiving.Incoming file, byte[] bytes) {
        if (file.kept()) spool.append(file.key(), bytes);
    }

    void complete(Receiving receiving, int channel, Receiving.Incoming file, Instant now) {
        if (!file.isWhole()) {
            note(what(file.sends()), "not as long as announced");
            spool.discard(file.key());
            finish(receiving, channel, "CN5", "");
        } else if (!file.kept()) {
            finish(receiving, channel, "CY", file.key());
        } else {
            spool.keep(file.key());
            received(receiving, channel, file, now);
        }
    }

    private void received(Receiving receiving, int channel, Receiving.Incoming file, Instant now) {
        Command.Send send = file.sends();
        if (send.execute().isPresent()) {
            takingIn.begin(new TakingIn.Received(receiving, channel, file, send.execute().get(), send.user(), send.to(),
                    spool.content(file.key()), List.of(file.key())), now);
        } else if (SpoolName.isData(send.to())) {
            spool.rename(file.key(), dataKey(send.to()));
            joined(receiving, channel, file, send.to(), now);
        } else {
            order(receiving, channel, file, now);
        }
    }

    /**
     * One that comes again, and whose input is gone, was followed: only the answer was not heard. If it were kept, the
     * next input of that name would go to its recipients.
     */
    private void order(Receiving receiving, int channel, Receiving.Incoming file, Instant now) {
        Optional<Order> order = file.held() > Order.LONGEST ? Optional.empty() : orderIn(file.key());
        if (order.isEmpty()) {
            note(file.sends().to(), "an order that is not for mail");
            spool.discard(file.key());
            finish(receiving, channel, "CN5", "");
            return;
        }
        if (spool.remembers(file.key()) && !spool.exists(dataKey(order.get().input()))) {
            spool.discard(file.key());
            finish(receiving, channel, "CY", file.key());
            return;
        }
        if (spool.lent().contains(dataKey(order.get().input()))) {
            putOff(receiving, file);
            return;
        }
        spool.rename(file.key(), orderKey(order.get().input()));
        joined(receiving, channel, file, order.get().input(), now);
    }

    /** An order or its input is here; if both are, the job can be done. */
    private void joined(Receiving receiving, int channel, Receiving.Incoming file, String input, Instant now) {
        String data = dataKey(input);
        String orderFile = orderKey(input);
        if (spool.exists(data) && spool.exists(orderFile)) {
            Order order = orderIn(orderFile).orElse(new Order("", input, ""));
            takingIn.begin(new TakingIn.Received(receiving, channel, file, order.command(), order.requestor(), input,
                    spool.content(data),
                    List.of(data, orderFile)), now);
        } else {
            spool.remember(file.key());
            finish(receiving, channel, "CY", file.key());
        }
    }

    private Optional<Order> orderIn(String key) {
        return Order.parse(spool.held(key) == 0 ? new byte[0] : spool.content(key).read(0, Order.LONGEST));
    }

    private String dataKey(String name) {
        return Digest.of("data", node, name);
    }

    private String orderKey(String input) {
        return Digest.of("order", node, input);
    }

    BundleTally tally() {
        return takingIn.tally();
    }

    void takenIn(long ticket, Receipt receipt, Instant now) {
        takingIn.takenIn(ticket, receipt, now);
    }

    /** What became of jobs. */
    private final class Outcomes implements TakingIn.Answers {
        @Override
        public void taken(TakingIn.Received job, String words, boolean keep) {
            if (!keep) {
                names.answered(job.name());
                spool.remember(job.file().key());
                job.files().forEach(spool::discard);
            }
            finish(job.receiving(), job.channel(), "CY" + words, job.file().key());
        }

        @Override
        public void refused(TakingIn.Received job, String answer, String why) {
            note(job.command(), why);
            names.answered(job.name());
            job.files().forEach(spool::discard);
            finish(job.receiving(), job.channel(), answer, "");
        }

        @Override
        public void handedOver(TakingIn.Received job) {
            spool.lent().addAll(job.files());
        }

        @Override
        public void handedBack(TakingIn.Received job) {
            job.files().forEach(spool.lent()::remove);
        }

        @Override
        public void putOff(TakingIn.Received job) {
            names.putOff(job.name());
            Inbox.this.putOff(job.receiving(), job.file());
        }

        /** No answer: the far side keeps it and finds the rest of it here when it calls again. */
        @Override
        public void postponed(TakingIn.Received job, String why) {
            job.receiving().done();
            refusing = true;
            if (trouble.isEmpty()) trouble = Optional.of("cannot take mail in: " + why);
        }
    }

    /** No answer: the far side keeps this one, and it is passed over until the others are here. */
    private void putOff(Receiving receiving, Receiving.Incoming file) {
        putOff.add(file.key());
        receiving.done();
    }

    private void finish(Receiving receiving, int channel, String answer, String token) {
        receiving.done();
        answers.say(channel, answer, token);
    }

    /** The far side says that it has nothing left to send. */
    void farSideIsDone() {
        names.allDone();
        putOff.othersAreHere();
    }

    /** The far side has heard an answer: what was remembered for it can be forgotten. */
    void arrived(String token) {
        spool.forget(token);
        spool.discard(token);
    }
}
