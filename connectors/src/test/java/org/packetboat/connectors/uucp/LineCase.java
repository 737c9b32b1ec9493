package org.packetboat.connectors.uucp;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.packetboat.connectors.batch.FileBatching;
import org.packetboat.connectors.batch.NativeCoders;
import org.packetboat.connectors.serial.StreamLine;
import org.packetboat.engine.link.SessionDriver;
import org.packetboat.engine.sim.SimNoise;
import org.packetboat.protocols.bundle.Seal;
import org.packetboat.protocols.bundle.Terms;
import org.packetboat.protocols.bundle.packing.Bundling;
import org.packetboat.protocols.uucp.exchange.PacedLine;
import org.packetboat.protocols.uucp.exchange.Station;
import org.packetboat.protocols.uucp.exchange.UucpSession;
import org.packetboat.protocols.uucp.packet.LineTiming;

/** One call of the benchmark over a line in real time: two of our sessions, or two programs. */
final class LineCase {
    /** What a call came to. */
    record Seen(double seconds, long sentByA, long sentByB) {}

    private final long rate;
    private final SimNoise there;
    private final SimNoise back;
    private final long cutAfter;

    LineCase(long rate, double bitErrors, long cutAfter) {
        this.rate = rate;
        this.there = bitErrors == 0 ? SimNoise.NONE : SimNoise.bits(bitErrors, 11);
        this.back = bitErrors == 0 ? SimNoise.NONE : SimNoise.bits(bitErrors, 12);
        this.cutAfter = cutAfter;
    }

    /** A server whose mail goes one by one. */
    static Station plain(long rate, String node) {
        return Station.on(LineTiming.of(rate), node, "i");
    }

    /** A server whose mail goes in batches, encrypted if there is a secret. */
    static Station packing(long rate, String node, Path folder, Executor threads, Optional<String> secret) {
        Terms terms = new Terms(true, secret.map(words -> new Seal(words, new SecureRandom())));
        Bundling batching = new FileBatching(node + ".example.com", folder.resolve(node), _ -> terms, threads,
                Clock.systemUTC(), new NativeCoders());
        return Station.on(LineTiming.of(rate), node, "i", batching);
    }

    /** A call of a to b. */
    Seen call(Station a, Station b) throws InterruptedException {
        return call(a, b, (_, _) -> {});
    }

    /** A call of a to b. @param begun is given the end of a, and its session */
    Seen call(Station a, Station b, BiConsumer<StreamLine, SessionDriver> begun) throws InterruptedException {
        PacedLine line = new PacedLine(rate, cutAfter, there, back);
        CountDownLatch over = new CountDownLatch(2);
        long begin = System.nanoTime();
        join(b, line.b(), line, b.calledSession(a.node), over, (_, _) -> {});
        join(a, line.a(), line, a.callingSession(b.node), over, begun);
        if (!over.await(2, TimeUnit.HOURS)) throw new IllegalStateException("the call does not end");
        return seen(line, begin);
    }

    private static void join(Station station, PacedLine.End end, PacedLine line, UucpSession session,
            CountDownLatch over, BiConsumer<StreamLine, SessionDriver> begun) {
        StreamLine stream = new StreamLine(end.in(), end.out(), line::hangUp, Clock.systemUTC(), station.node);
        SessionDriver driver = new SessionDriver(session, stream, station.supply.open(over::countDown),
                Clock.systemUTC()::instant, station.intake);
        stream.start(driver);
        begun.accept(stream, driver);
    }

    /** A call between two programs that speak on their standard streams. */
    Seen call(List<Process> programs) throws InterruptedException {
        PacedLine line = new PacedLine(rate, cutAfter, there, back);
        long begin = System.nanoTime();
        join(programs.get(0), line.a(), line);
        join(programs.get(1), line.b(), line);
        for (Process program : programs)
            if (!program.waitFor(2, TimeUnit.HOURS)) throw new IllegalStateException(program + " does not end");
        return seen(line, begin);
    }

    /** A program that calls, on a socket, and one that is called. */
    Seen call(InputStream in, OutputStream out, Process caller, Process called) throws InterruptedException {
        PacedLine line = new PacedLine(rate, cutAfter, there, back);
        long begin = System.nanoTime();
        pump(in, line.a().out(), line);
        pump(line.a().in(), out, line);
        join(called, line.b(), line);
        caller.waitFor();
        called.waitFor();
        return seen(line, begin);
    }

    private static void join(Process program, PacedLine.End end, PacedLine line) {
        pump(program.getInputStream(), end.out(), line);
        pump(end.in(), program.getOutputStream(), line);
    }

    private static void pump(InputStream from, OutputStream to, PacedLine line) {
        Thread.ofVirtual().start(() -> {
            byte[] piece = new byte[256];
            try (to) {
                for (int n = from.read(piece); n >= 0; n = from.read(piece)) {
                    to.write(piece, 0, n);
                    to.flush();
                }
            } catch (IOException gone) {
                // the far side, or the line, is gone
            } finally {
                line.hangUp();
            }
        });
    }

    private static Seen seen(PacedLine line, long begin) {
        return new Seen((System.nanoTime() - begin) / 1e9, line.sentByA(), line.sentByB());
    }
}
