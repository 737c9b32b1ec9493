package org.packetboat.camel;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultConsumer;
import org.packetboat.camel.rules.JudgedText;
import org.packetboat.camel.rules.RuleDesk;
import org.packetboat.camel.rules.RuleRoute;
import org.packetboat.camel.rules.RuleVerdict;
import org.packetboat.camel.text.MailHeaders;
import org.packetboat.camel.text.MailStream;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.store.StoreException;
import org.packetboat.engine.text.Quoted;
import org.packetboat.protocols.milter.FilterTrouble;
import org.packetboat.protocols.milter.JudgedMail;
import org.packetboat.protocols.milter.Judgement;
import org.packetboat.protocols.smtp.filter.Filtered;
import org.packetboat.protocols.smtp.filter.Head;
import org.packetboat.protocols.smtp.filter.Verdict;

/**
 * {@code packetboat:filter}: has its route judge mail while the client waits. The answer is read out of the exchange
 * before that is over; so it has one unit of work, which this class begins and ends.
 */
final class RuleConsumer extends DefaultConsumer implements RuleRoute {
    private static final int PIECE = 64 * 1024;

    private final PacketboatEndpoint endpoint;
    private final PacketboatComponent component;
    private Optional<RuleDesk> joined = Optional.empty();

    RuleConsumer(PacketboatEndpoint endpoint, Processor route, PacketboatComponent component) {
        super(endpoint, route);
        this.endpoint = endpoint;
        this.component = component;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        RuleDesk desk = component.office().rules();
        desk.add(endpoint.getName(), this);
        joined = Optional.of(desk);
    }

    @Override
    protected void doStop() throws Exception {
        joined.ifPresent(desk -> desk.remove(endpoint.getName(), this));
        super.doStop();
    }

    @Override
    public Judgement judge(JudgedMail mail, Duration patience, Consumer<byte[]> text) {
        JudgedText given = JudgedText.of(mail);
        CompletableFuture<Judgement> judged = new CompletableFuture<>();
        Future<?> running = begin(() -> run(mail, given, judged, text));
        try {
            return answer(judged, patience);
        } finally {
            given.end();
            if (judged.isCompletedExceptionally()) running.cancel(true); // it may wait for ever
        }
    }

    private Future<?> begin(Runnable work) {
        try {
            return component.executor().submit(work);
        } catch (IllegalStateException | RejectedExecutionException e) {
            throw new FilterTrouble(route() + " is stopped");
        }
    }

    private void run(JudgedMail mail, JudgedText given, CompletableFuture<Judgement> judged, Consumer<byte[]> text) {
        Exchange exchange = createExchange(false);
        try {
            exchange.setPattern(ExchangePattern.InOut); // steps on other threads are waited for
            fill(exchange, mail, given);
            createUoW(exchange);
            getProcessor().process(exchange);
            judged.complete(judgement(exchange, mail, piece -> given.write(piece, text)));
        } catch (Throwable e) { // an Error, too, ends this exchange only
            judged.completeExceptionally(e);
        } finally {
            doneUoW(exchange);
            releaseExchange(exchange, false);
        }
    }

    private Judgement answer(CompletableFuture<Judgement> judged, Duration patience) {
        FilterTrouble trouble;
        try {
            return judged.get(Math.max(0, patience.toNanos()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException late) {
            trouble = new FilterTrouble(route() + " has not ended in time");
        } catch (ExecutionException failed) {
            throw failure(failed.getCause());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            trouble = new FilterTrouble("the server stops");
        }
        judged.completeExceptionally(trouble);
        if (judged.isCompletedExceptionally()) throw trouble;
        return judged.join(); // in the last moment
    }

    /** What its route did wrong is trouble with it; what the disk did is not. */
    private RuntimeException failure(Throwable cause) {
        if (cause instanceof FilterTrouble || cause instanceof StoreException) return (RuntimeException) cause;
        return new FilterTrouble(route() + " failed: " + ExchangeResult.reason(cause));
    }

    private String route() {
        return "route " + Quoted.oneLine(getRouteId());
    }

    private static void fill(Exchange exchange, JudgedMail mail, JudgedText given) {
        for (Head.Field field : mail.fields())
            MailHeaders.set(exchange, field.name().strip(), decoded(field.value()));
        Message in = exchange.getMessage();
        in.setBody(given.stream(mail));
        in.setHeader(PacketboatConstants.SENDER, text(mail.sender()));
        in.setHeader(PacketboatConstants.RECIPIENTS, joined(mail.recipients()));
        in.setHeader(PacketboatConstants.QUEUE_ID, mail.id().toString());
        in.setHeader(PacketboatConstants.CLIENT, mail.client().address().getHostAddress());
        if (!mail.client().user().isEmpty()) in.setHeader(PacketboatConstants.LOGIN, mail.client().user());
    }

    /** Unfolded; people write UTF-8. */
    private static String decoded(String value) {
        return new String(value.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8).replace("\r\n", "")
                .strip();
    }

    private static String joined(List<Address> addresses) {
        return addresses.stream().map(Address::toString).collect(Collectors.joining(", "));
    }

    private Judgement judgement(Exchange exchange, JudgedMail mail, Consumer<byte[]> text) {
        Filtered.Envelope asItIs = new Filtered.Envelope(mail.sender(), mail.recipients());
        Optional<Throwable> failure = ExchangeResult.failure(exchange);
        if (failure.isPresent())
            return new Judgement(refusal(failure.get()), asItIs, Optional.empty(), List.of(), List.of());
        Message out = exchange.getMessage();
        try {
            Judgement judgement = RuleVerdict.of(out, envelope(out, mail));
            if (judgement.verdict() instanceof Verdict.Passed) text(out, text);
            return judgement;
        } catch (IllegalArgumentException wrong) {
            throw new FilterTrouble(route() + ": " + wrong.getMessage());
        }
    }

    private Verdict refusal(Throwable failure) {
        String said = ExchangeResult.reason(failure);
        if (failure instanceof MailRefusedException) return Judgement.refused(true, said);
        if (failure instanceof MailDeferredException) return Judgement.refused(false, said);
        throw new FilterTrouble(route() + " failed: " + said);
    }

    private static Filtered.Envelope envelope(Message out, JudgedMail mail) {
        Object sender = out.getHeader(PacketboatConstants.SENDER);
        Object recipients = out.getHeader(PacketboatConstants.RECIPIENTS);
        boolean sameSender = sender == null || sender.equals(text(mail.sender()));
        boolean sameRecipients = recipients == null || recipients.equals(joined(mail.recipients()));
        return new Filtered.Envelope(
                sameSender ? mail.sender() : Addresses.sender(PacketboatConstants.SENDER, sender.toString()),
                sameRecipients ? mail.recipients() : recipients(recipients));
    }

    /** Nobody is left where a route has taken them all away. */
    private static List<Address> recipients(Object said) {
        return said.toString().isBlank() ? List.of() : Addresses.recipients(PacketboatConstants.RECIPIENTS, said);
    }

    private static String text(Optional<Address> sender) {
        return sender.map(Address::toString).orElse("");
    }

    /** If the route has put another one in its place. */
    private void text(Message out, Consumer<byte[]> text) {
        if (out.getBody() instanceof MailStream) return;
        try (InputStream in = out.getMandatoryBody(InputStream.class)) {
            byte[] piece = new byte[PIECE];
            for (int count = in.read(piece); count >= 0; count = in.read(piece))
                text.accept(Arrays.copyOf(piece, count));
        } catch (IOException | InvalidPayloadException e) {
            throw new FilterTrouble(route() + " leaves what is no message: " + ExchangeResult.reason(e));
        }
    }
}
