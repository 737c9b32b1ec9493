package org.packetboat.connectors.uucp;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.packetboat.connectors.batch.Corpus;
import org.packetboat.engine.mail.Priority;
import org.packetboat.protocols.uucp.exchange.Mails;
import org.packetboat.protocols.uucp.exchange.Station;

/**
 * {@code bench/run line}: sessions of ours, Taylor's and ZMODEM over paced, noisy, dropping lines in real time. All
 * calls that do not need the processor run at once, then those that pack batches, one by one. Prints what it sees, and
 * at the end a line {@code line ratio=R …}.
 */
final class LineBench {
    private static final int ONE_WAY = 86_016;
    private static final int EACH_WAY = 60_000;
    private static final int DROPS = 8;
    private static final int UNDER_WAY = 10;
    private static final String JOE = "joe@denver.example.com";
    private static final String ANN = "ann@hub.example.com";

    private final long rate;
    private final Path folder;
    private final ExecutorService threads = Executors.newFixedThreadPool(2, Thread.ofPlatform().daemon().factory());
    private final Map<String, Double> figures = new ConcurrentHashMap<>();

    private LineBench(long baud, Path folder) {
        this.rate = baud / 10;
        this.folder = folder;
    }

    /** {@code LineBench BAUD FOLDER}. */
    public static void main(String[] args) throws Exception {
        LineBench bench = new LineBench(Long.parseLong(args[0]), Path.of(args[1]));
        bench.run();
        System.exit(0); // sessions may leave threads behind that wait for the farewell
    }

    /** Something measured. */
    private interface Measure {
        double take() throws Exception;
    }

    private void run() throws Exception {
        Map<String, Measure> calls = new TreeMap<>();
        for (double errors : new double[]{0, 1e-5, 1e-4})
            calls.put("oneway" + name(errors), () -> oneWay(errors));
        calls.put("bothways", this::bothWays);
        calls.put("resent", this::resent);
        calls.put("urgent-seconds", this::urgent);
        if (Taylor.isInstalled()) {
            calls.put("taylor-oneway", () -> taylor(0, Mails.random(ONE_WAY, 1)));
            calls.put("taylor-oneway" + name(1e-5), () -> taylor(1e-5, Mails.random(ONE_WAY, 1)));
            calls.put("taylor-text", () -> taylor(0, Corpus.text()));
        }
        if (Files.isExecutable(Path.of("/usr/bin/sz"))) {
            calls.put("zmodem-oneway", () -> zmodem("random", Mails.random(ONE_WAY, 1)));
            calls.put("zmodem-text", () -> zmodem("text", Corpus.text()));
        }
        all(calls);
        packed();
        report();
    }

    private static String name(double errors) {
        return errors == 0 ? "" : String.format(Locale.ROOT, "-%.0e", errors).replace("e-0", "e-");
    }

    private void all(Map<String, Measure> calls) throws Exception {
        List<Future<?>> running = new ArrayList<>();
        try (ExecutorService each = Executors.newVirtualThreadPerTaskExecutor()) {
            calls.forEach((name, call) -> running.add(each.submit(() -> measure(name, call))));
        }
        for (Future<?> done : running)
            done.get();
    }

    private Object measure(String name, Measure call) throws Exception {
        double seen = call.take();
        System.out.printf(Locale.ROOT, "%-22s %9.4f%n", name, seen);
        figures.put(name, seen);
        return name;
    }

    private double share(long bytes, LineCase.Seen seen) {
        return bytes / (rate * seen.seconds());
    }

    private static void arrived(Station at, byte[]... sent) {
        List<byte[]> there = at.arrived();
        for (byte[] body : sent)
            if (there.stream().filter(b -> Arrays.equals(b, body)).count() != 1)
                throw new IllegalStateException("lost");
    }

    private double oneWay(double errors) throws InterruptedException {
        Station hub = LineCase.plain(rate, "hub");
        Station denver = LineCase.plain(rate, "denver");
        byte[] body = Mails.random(ONE_WAY, 1);
        hub.supply.add(Mails.mail(1, JOE, body));
        double share = share(ONE_WAY, new LineCase(rate, errors, Long.MAX_VALUE).call(hub, denver));
        arrived(denver, body);
        return share;
    }

    private double bothWays() throws InterruptedException {
        Station hub = LineCase.plain(rate, "hub");
        Station denver = LineCase.plain(rate, "denver");
        hub.supply.add(Mails.mail(1, JOE, Mails.random(EACH_WAY, 1)));
        denver.supply.add(Mails.mail(2, ANN, Mails.random(EACH_WAY, 2)));
        double share = share(EACH_WAY, new LineCase(rate, 0, Long.MAX_VALUE).call(hub, denver));
        arrived(denver, Mails.random(EACH_WAY, 1));
        arrived(hub, Mails.random(EACH_WAY, 2));
        return share;
    }

    /** Seconds until the far side has answered for an urgent mail of 300 bytes that comes while others cross. */
    private double urgent() throws InterruptedException {
        Station hub = LineCase.plain(rate, "hub");
        Station denver = LineCase.plain(rate, "denver");
        hub.supply.add(Mails.mail(1, JOE, Mails.random(ONE_WAY, 1)));
        AtomicLong posted = new AtomicLong();
        AtomicLong taken = new AtomicLong();
        hub.supply.whenSettled(() -> taken.set(System.nanoTime()));
        new LineCase(rate, 0, Long.MAX_VALUE).call(hub, denver, (line, session) -> CompletableFuture
                .delayedExecutor(UNDER_WAY, TimeUnit.SECONDS).execute(() -> line.later(() -> {
                    posted.set(System.nanoTime());
                    hub.supply.add(Mails.urgent(Mails.mail(2, JOE, Mails.random(300, 2)), 4));
                    session.mailWaits(new Priority(4));
                })));
        arrived(denver, Mails.random(ONE_WAY, 1), Mails.random(300, 2));
        return (taken.get() - posted.get()) / 1e9;
    }

    /** Bytes sent in two calls, of which the first drops, beyond those of one call; the mean of many drops. */
    private double resent() throws Exception {
        List<Future<Long>> sent = new ArrayList<>();
        try (ExecutorService each = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int drop = 0; drop <= DROPS; drop++) {
                long cutAfter = drop == 0 ? Long.MAX_VALUE : 10_000 + drop * 1_777L;
                sent.add(each.submit(() -> sentInCalls(cutAfter)));
            }
        }
        long whole = sent.getFirst().get();
        long beyond = 0;
        for (Future<Long> calls : sent)
            beyond += calls.get() - whole;
        return (double) beyond / DROPS;
    }

    private long sentInCalls(long cutAfter) throws InterruptedException {
        Station hub = LineCase.plain(rate, "hub");
        Station denver = LineCase.plain(rate, "denver");
        hub.supply.add(Mails.mail(1, JOE, Mails.random(EACH_WAY / 2, 1)));
        long sent = new LineCase(rate, 0, cutAfter).call(hub, denver).sentByA();
        if (!hub.supply.waiting.isEmpty()) sent += new LineCase(rate, 0, Long.MAX_VALUE).call(hub, denver).sentByA();
        arrived(denver, Mails.random(EACH_WAY / 2, 1));
        return sent;
    }

    /** Mail in batches: these need the processor, and take turns. */
    private void packed() throws Exception {
        byte[] text = Corpus.text();
        Station hub = packing("hub", Optional.empty());
        Station denver = packing("denver", Optional.empty());
        measure("text-seconds", () -> packed(hub, denver, 1, text).seconds());
        figures.put("text", ONE_WAY / (rate * figures.get("text-seconds")));
        byte[] revised = new Corpus(3).revised(text);
        measure("bulletin", () -> share(revised.length, packed(hub, denver, 2, revised)));
        List<byte[]> mails = new Corpus(1).smallMails();
        long bytes = mails.stream().mapToLong(mail -> mail.length).sum();
        measure("small", () -> share(bytes, packed(packing("hub2", Optional.empty()), packing("denver2",
                Optional.empty()), 3, mails.toArray(byte[][]::new))));
        measure("packed-random",
                () -> share(EACH_WAY / 2, packed(hub, denver, 1000, noZeros(Mails.random(EACH_WAY / 2, 9)))));
        Optional<String> secret = Optional.of("a secret of both servers");
        LineCase.Seen plain = packed(packing("hub3", Optional.empty()), packing("denver3", Optional.empty()), 1, text);
        LineCase.Seen sealed = packed(packing("hub4", secret), packing("denver4", secret), 1, text);
        measure("encryption-bytes", () -> sealed.sentByA() + sealed.sentByB() - plain.sentByA() - plain.sentByB());
    }

    private static byte[] noZeros(byte[] bytes) {
        for (int i = 0; i < bytes.length; i++)
            if (bytes[i] == 0) bytes[i] = '0';
        return bytes;
    }

    private Station packing(String node, Optional<String> secret) {
        return LineCase.packing(rate, node, folder, threads, secret);
    }

    private LineCase.Seen packed(Station hub, Station denver, long firstId, byte[]... bodies)
            throws InterruptedException {
        for (int i = 0; i < bodies.length; i++)
            hub.supply.add(Mails.mail(firstId + i, JOE, bodies[i]));
        LineCase.Seen seen = new LineCase(rate, 0, Long.MAX_VALUE).call(hub, denver);
        if (!hub.supply.waiting.isEmpty()) throw new IllegalStateException("not through: " + hub.supply.lastEnding());
        arrived(denver, bodies);
        return seen;
    }

    private double taylor(double errors, byte[] body) throws Exception {
        Path place = Files.createTempDirectory(folder, "taylor");
        Files.setPosixFilePermissions(place, PosixFilePermissions.fromString("rwxr-xr-x")); // uucico is another user
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Path callers = Files.createDirectory(place.resolve("hub"));
            Path calleds = Files.createDirectory(place.resolve("denver"));
            String patience = "\nprotocol-parameter i timeout 90\nprotocol-parameter i errors 1000";
            Taylor caller = new Taylor(callers, "hub", "denver", "i",
                    "type tcp\nservice " + server.getLocalPort() + patience);
            Taylor called = new Taylor(calleds, "denver", "hub", "i", "type stdin" + patience);
            caller.queue(JOE, "denver", body);
            Process calling = caller.call("denver");
            try (Socket socket = server.accept()) {
                LineCase.Seen seen = new LineCase(rate, errors, Long.MAX_VALUE).call(socket.getInputStream(),
                        socket.getOutputStream(), calling, called.answer());
                boolean whole = called.received().stream().anyMatch(file -> file.length >= body.length);
                return whole ? share(body.length, seen) : 0;
            }
        }
    }

    private double zmodem(String name, byte[] body) throws IOException, InterruptedException {
        Path out = Files.createDirectories(folder.resolve("sz-" + name));
        Path in = Files.createDirectories(folder.resolve("rz-" + name));
        Files.write(out.resolve(name), body);
        Process sz = new ProcessBuilder("sz", "-b", "-q", name).directory(out.toFile()).start();
        Process rz = new ProcessBuilder("rz", "-b", "-q", "-y").directory(in.toFile()).start();
        LineCase.Seen seen = new LineCase(rate, 0, Long.MAX_VALUE).call(List.of(sz, rz));
        boolean whole = Files.exists(in.resolve(name)) && Arrays.equals(body, Files.readAllBytes(in.resolve(name)));
        return whole ? share(body.length, seen) : 0;
    }

    private void report() {
        String baud = rate * 10 + " baud";
        System.out.printf(Locale.ROOT, "%nat %s; 1.0 = the line's own bytes a second%n", baud);
        System.out.printf(Locale.ROOT, "%-34s %8s %8s %8s%n", "", "ours", "taylor", "zmodem");
        row("84 KB at random, one way", "oneway", "taylor-oneway", "zmodem-oneway");
        row("60 KB at random, each way", "bothways");
        row("bit errors of 1e-5", "oneway-1e-5", "taylor-oneway-1e-5");
        row("bit errors of 1e-4", "oneway-1e-4");
        row("84 KB of English text", "text", "taylor-text", "zmodem-text");
        row("small mails", "small");
        row("a revised bulletin", "bulletin");
        System.out.printf(Locale.ROOT, "line ratio=%.4f both=%.4f e5=%.4f e4=%.4f resent=%.0f text=%.2f text_s=%.1f "
                + "small=%.2f bulletin=%.1f packed=%.4f encryption=%.0f urgent_s=%.1f taylor=%s zmodem=%s baud=%d%n",
                figures.get("oneway"), figures.get("bothways"), figures.get("oneway-1e-5"),
                figures.get("oneway-1e-4"), figures.get("resent"), figures.get("text"), figures.get("text-seconds"),
                figures.get("small"), figures.get("bulletin"), figures.get("packed-random"),
                figures.get("encryption-bytes"), figures.get("urgent-seconds"),
                figure("taylor-oneway"), figure("zmodem-oneway"), rate * 10);
    }

    private void row(String what, String... names) {
        StringBuilder line = new StringBuilder(String.format("%-34s", what));
        for (String name : names)
            line.append(String.format(" %8s", figure(name)));
        System.out.println(line);
    }

    private String figure(String name) {
        return figures.containsKey(name) ? String.format(Locale.ROOT, "%.4f", figures.get(name)) : "missing";
    }
}
