package org.packetboat.connectors.serial;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.packetboat.engine.link.Ending;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.text.Quoted;
import org.packetboat.protocols.modem.Prelude;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls whose line another program takes over, such as one that speaks PPP: dials on a modem of a pool as any call of
 * ours, with the same retries and lock files, and leaves modem and port as they are then.
 */
public final class DataCalls {
    private static final Logger LOG = LoggerFactory.getLogger(DataCalls.class);

    private final ModemPool pool;
    private final InstantSource clock;

    /** @param pool of ports that have modems */
    public DataCalls(ModemPool pool, InstantSource clock) {
        this.pool = pool;
        this.clock = clock;
    }

    /** What came of dialling. */
    public sealed interface Result {
        record Through(DataCall call) implements Result {}

        record Failed(Reply reply) implements Result {}
    }

    /**
     * Dials. Takes as long as modems take.
     *
     * @throws InterruptedException if the call is no longer wanted; the port has been given back
     */
    public Result dial(String number) throws InterruptedException {
        try {
            return switch (pool.take(number, clock.instant())) {
                case ModemPool.Taken.Port(var lease) -> dial(lease, number);
                case ModemPool.Taken.None(String why) -> undialled(why);
            };
        } catch (IOException | IllegalArgumentException trouble) {
            return undialled(String.valueOf(trouble.getMessage()));
        }
    }

    private Result dial(ModemPort.Lease lease, String number) throws InterruptedException {
        ModemPort port = lease.port();
        DataCall call = new DataCall(lease, clock);
        boolean through = false;
        try {
            Optional<Prelude.Step.Failed> failure = call.dial(number);
            through = failure.isEmpty();
            if (through) LOG.debug("event=connected port={} number={}", port.name(), number);
            failure.filter(Prelude.Step.Failed::fault).ifPresent(f -> {
                port.troubled(ModemPort.FAULT, f.reply().text());
                port.rest(clock.instant());
            });
            failure.map(Prelude.Step.Failed::bars).filter(Duration::isPositive)
                    .ifPresent(by -> port.bar(number, by, clock.instant()));
            return failure.<Result>map(f -> new Result.Failed(f.reply())).orElseGet(() -> new Result.Through(call));
        } catch (IOException | IllegalArgumentException broken) {
            port.rest(clock.instant());
            return failed(String.valueOf(broken.getMessage()));
        } finally {
            if (!through) PortCall.release(lease);
        }
    }

    private static Result undialled(String why) {
        return new Result.Failed(Ending.Unreached.undialled(Quoted.oneLine(why)).reply());
    }

    private static Result failed(String why) {
        return new Result.Failed(new Reply(450, "4.4.1", Quoted.oneLine(why)));
    }
}
