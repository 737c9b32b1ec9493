package org.packetboat.connectors.dialup;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.packetboat.engine.link.Call;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.route.Transport;
import org.packetboat.protocols.dialup.Raised;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A dial-up connection: dials on a modem of ours, or leaves that to a peers file, and has the system's {@code pppd}
 * speak PPP (RFC 1661) on the line. Only the far end is routed through it, unless pppd's own options say more. What
 * goes wrong is named by {@link PppFailure}.
 */
public final class PppSwitch implements Switch {
    private static final Logger LOG = LoggerFactory.getLogger(PppSwitch.class);
    private static final Runnable NOTHING = () -> {};

    private final String name;
    private final PppSettings settings;
    private final Optional<Dialler> dialler;
    private Optional<PppRun> running = Optional.empty();
    private Runnable hangUp = NOTHING;

    /**
     * @param name    of the link, for the log
     * @param dialler empty where the peers file dials
     */
    public PppSwitch(String name, PppSettings settings, Optional<Dialler> dialler) {
        this.name = name;
        this.settings = settings;
        this.dialler = dialler;
    }

    @Override
    public String target(Call call) {
        return call.route().transport() instanceof Transport.DialUp transport ? transport.number().orElse("") : "";
    }

    @Override
    public Raised raise(Call call, Consumer<Reply> lost) throws InterruptedException {
        for (int tried = 0;; tried++) {
            Attempt attempt = attempt(target(call), lost);
            switch (attempt) {
                case Attempt.Came(Raised raised) -> {
                    return raised;
                }
                case Attempt.Broke(PppFailure why, String said) -> {
                    LOG.warn("event=ppp-failed link={} outcome={} said=\"{}\"", name, why, said);
                    lower();
                    if (tried >= why.again()) return new Raised.Failed(why.reply(said));
                }
            }
        }
    }

    /** One attempt: its result, or a failure that may be tried again. */
    private sealed interface Attempt {
        record Came(Raised raised) implements Attempt {}

        record Broke(PppFailure why, String said) implements Attempt {}
    }

    private Attempt attempt(String number, Consumer<Reply> lost) throws InterruptedException {
        if (dialler.isEmpty()) return speak(Optional.empty(), lost);
        return switch (dialler.get().dial(number)) {
            case Dialler.Dialled.Failed(Reply reply) -> new Attempt.Came(new Raised.Failed(reply));
            case Dialler.Dialled.Through through -> {
                hangUp = through.hangUp();
                yield speak(Optional.of(through), lost);
            }
        };
    }

    private Attempt speak(Optional<Dialler.Dialled.Through> port, Consumer<Reply> lost) throws InterruptedException {
        try {
            PppRun run = PppRun.start(name, settings, port);
            running = Optional.of(run);
            return switch (run.await(settings.upTimeout())) {
                case PppRun.State.Up(Raised.Up up) -> {
                    run.onEnd((why, said) -> lost.accept(why.reply(said)));
                    yield new Attempt.Came(up);
                }
                case PppRun.State.Ended(PppFailure why, String said) -> new Attempt.Broke(why, said);
            };
        } catch (IOException failed) {
            return new Attempt.Broke(PppFailure.NOT_THERE, String.valueOf(failed.getMessage()));
        } catch (InterruptedException unwanted) {
            lower();
            throw unwanted;
        }
    }

    @Override
    public void lower() {
        running.ifPresent(PppRun::end);
        running = Optional.empty();
        hangUp.run();
        hangUp = NOTHING;
    }

    /** What keeps it from working that can be seen beforehand; empty if nothing. */
    public static Optional<String> trouble(Path program, Optional<String> peer) {
        return PppCheck.trouble(program, peer);
    }
}
