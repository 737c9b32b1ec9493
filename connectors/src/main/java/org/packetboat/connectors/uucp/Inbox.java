package org.packetboat.connectors.uucp;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.packetboat.engine.intake.Receipt;
import org.packetboat.engine.link.LinkSession.Action;

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

    /** A job whose mail is being committed. */
    private record Pending(Receiving receiving, int channel, Receiving.Incoming file, List<String> files,
            List<Long> tickets) {}

    private final UucpSettings settings;
    private final String node;
    private final Features far;
    private final boolean endFollowsRefusal;
    private final UucpSpool spool;
    private final Answers answers;
    private final Consumer<Action> todo;
    private final Map<Integer, Receiving> channels = new HashMap<>();
    private final List<Pending> pending = new ArrayList<>();
    private long lastTicket;
    private boolean refusing;
    private boolean broken;
    private Optional<String> trouble = Optional.empty();

    /**
     * @param node              the far side's name
     * @param far               what it can do
     * @param endFollowsRefusal whether the end of a file comes even if it was refused
     * @param answers           carries answers back
     * @param todo              takes what is to be done
     */
    Inbox(UucpSettings settings, String node, Features far, boolean endFollowsRefusal, UucpSpool spool,
            Answers answers, Consumer<Action> todo) {
        this.settings = settings;
        this.node = node;
        this.far = far;
        this.endFollowsRefusal = endFollowsRefusal;
        this.spool = spool;
        this.answers = answers;
        this.todo = todo;
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
            case Command.Fetch() -> answers.say(channel, "RN2", "");
            case Command.Copy(),Command.Unknown(var _) -> answers.say(channel, "XN", "");
            case Command.HangUp() -> violated("H on a channel");
        }
    }

    private void send(Receiving receiving, int channel, Command.Send send) {
        String letter = send.execute().isPresent() ? "E" : "S";
        String key = Digest.of("file", node, send.identity());
        Optional<String> refusal = refusal(send, key);
        if (refusal.isPresent()) {
            receiving.skip(endFollowsRefusal);
            answers.say(channel, letter + refusal.get(), refusal.get().equals("N8") ? key : "");
            return;
        }
        boolean known = spool.remembers(key);
        if (!far.restart() || known) spool.discard(key);
        long held = spool.held(key);
        receiving.expectFile(new Receiving.Incoming(key, held, send, !known));
        answers.say(channel, letter + (far.restart() ? "Y 0x" + Long.toHexString(held) : "Y"), "");
    }

    /** Why not: N2 never, N4 not now, N7 too large, N8 here already. */
    private Optional<String> refusal(Command.Send send, String key) {
        if (far.sizes() && spool.remembers(key)) return Optional.of("N8");
        if (!isWanted(send)) return Optional.of("N2");
        if (send.size().orElse(0) > largest()) return Optional.of(far.sizes() ? "N7" : "N2");
        return refusing ? Optional.of("N4") : Optional.empty();
    }

    private boolean isWanted(Command.Send send) {
        if (send.execute().isEmpty()) return SpoolName.isData(send.to()) || SpoolName.isOrder(send.to());
        return !(Execution.parse(send.execute().get(), settings.domain()) instanceof Execution.Forbidden);
    }

    void append(Receiving.Incoming file, byte[] bytes) {
        if (file.kept()) spool.append(file.key(), bytes);
    }

    void complete(Receiving receiving, int channel, Receiving.Incoming file, Instant now) {
        if (!file.isWhole()) {
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
            run(receiving, channel, file, send.execute().get(), file.key(), List.of(file.key()), now);
        } else if (SpoolName.isData(send.to())) {
            spool.rename(file.key(), dataKey(send.to()));
            joined(receiving, channel, file, send.to(), now);
        } else {
            order(receiving, channel, file, now);
        }
    }

    private void order(Receiving receiving, int channel, Receiving.Incoming file, Instant now) {
        Optional<Order> order = file.held() > Order.LONGEST ? Optional.empty() : orderIn(file.key());
        if (order.isEmpty()) {
            spool.discard(file.key());
            finish(receiving, channel, "CN5", "");
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
            String command = orderIn(orderFile).map(Order::command).orElse("");
            run(receiving, channel, file, command, data, List.of(data, orderFile), now);
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

    private void run(Receiving receiving, int channel, Receiving.Incoming file, String command, String input,
            List<String> files, Instant now) {
        Pending job = new Pending(receiving, channel, file, files, new ArrayList<>());
        switch (Jobs.read(command, spool.content(input), node, settings.domain())) {
            case Jobs.Reading.Refused(var _) -> refused(job);
            case Jobs.Reading.Mails(var mails) -> {
                pending.add(job);
                for (Mail mail : mails)
                    takeIn(job, mail, now);
                if (mails.isEmpty()) accepted(job);
            }
        }
    }

    private void takeIn(Pending job, Mail mail, Instant now) {
        job.tickets.add(++lastTicket);
        todo.accept(new Action.TakeIn(lastTicket, mail.submission(), Mail.trace(node, settings.node(), now),
                mail.body()));
    }

    void takenIn(long ticket, Receipt receipt) {
        Optional<Pending> found = pending.stream().filter(job -> job.tickets.contains(ticket)).findFirst();
        if (found.isEmpty()) return;
        Pending job = found.get();
        job.tickets.remove(ticket);
        switch (receipt) {
            case Receipt.Accepted(var _) -> {
                if (job.tickets.isEmpty()) accepted(job);
            }
            case Receipt.Rejected(var reply) -> {
                if (reply.isPermanent()) refused(job);
                else
                    postponed(job, reply.toString());
            }
        }
    }

    private void accepted(Pending job) {
        pending.remove(job);
        spool.remember(job.file.key());
        job.files.forEach(spool::discard);
        finish(job.receiving, job.channel, "CY", job.file.key());
    }

    private void refused(Pending job) {
        pending.remove(job);
        job.files.forEach(spool::discard);
        finish(job.receiving, job.channel, "CN5", "");
    }

    /** No answer: the far side keeps it and finds the rest of it here when it calls again. */
    private void postponed(Pending job, String why) {
        pending.remove(job);
        job.receiving.done();
        refusing = true;
        if (trouble.isEmpty()) trouble = Optional.of("cannot take mail in: " + why);
    }

    private void finish(Receiving receiving, int channel, String answer, String token) {
        receiving.done();
        answers.say(channel, answer, token);
    }

    /** The far side has heard an answer: what was remembered for it can be forgotten. */
    void arrived(String token) {
        spool.forget(token);
    }
}
