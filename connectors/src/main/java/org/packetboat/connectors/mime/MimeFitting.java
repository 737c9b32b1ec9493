package org.packetboat.connectors.mime;

import jakarta.mail.MessagingException;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.packetboat.engine.link.Body;
import org.packetboat.protocols.smtp.text.FittedText;
import org.packetboat.protocols.smtp.text.TextFacts;
import org.packetboat.protocols.smtp.text.TextFitting;
import org.packetboat.protocols.smtp.text.TextTaken;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes messages fit with Angus Mail, on threads of its own; one at a time is taken apart. */
public final class MimeFitting implements TextFitting {
    private static final Logger LOG = LoggerFactory.getLogger(MimeFitting.class);

    private final Lock one = new ReentrantLock();

    @Override
    public void fit(Body body, TextTaken taken, Consumer<Optional<FittedText>> answer) {
        Thread.ofVirtual().name("fit").start(() -> answer.accept(fitted(body, taken)));
    }

    private Optional<FittedText> fitted(Body body, TextTaken taken) {
        try {
            TextFacts facts = TextFacts.of(body);
            return Optional.of(facts.fit(taken)
                    ? new FittedText(body, facts)
                    : changed(body, facts, taken));
        } catch (IOException | RuntimeException e) {
            LOG.warn("event=unfitted why=\"{}\"", e.toString());
            return Optional.empty();
        }
    }

    private FittedText changed(Body body, TextFacts facts, TextTaken taken) throws IOException {
        one.lock();
        try {
            return changed(body, taken);
        } catch (MessagingException e) {
            LOG.info("event=unfitted why=\"{}\"", e.toString());
            return new FittedText(body, facts);
        } finally {
            one.unlock();
        }
    }

    /** Whoever gets it closes it; what comes to nothing is closed here. */
    private static FittedText changed(Body body, TextTaken taken) throws MessagingException, IOException {
        SpooledText text = new SpooledText();
        boolean made = false;
        try {
            new SevenBitWriter(text, taken.eightBit()).write(new BodyInput(body));
            Body changed = text.body();
            FittedText fitted = new FittedText(changed, TextFacts.of(changed), text::close);
            made = true;
            return fitted;
        } finally {
            if (!made) text.close();
        }
    }
}
