import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * Kills the owner of a hub with its data folder, again and again, under load, and does worse; the books are kept here.
 * Arguments: the program, a work folder, Kafka's launcher, the first port of the brokers, the first of two free ports,
 * how many kills, freezes, kills of the owner's process alone, kills of a broker, moves, and cuts between the owner and
 * the brokers, how many envelopes wait in the second half; and the first three numbers of a network, as {@link HubHost}
 * has it.
 */
final class Takeover {
    private static final int CLIENTS = 8;
    private static final int BETWEEN = 300;
    private static final int FILL = 500;
    private static final int DOMAINS = 1000;

    private final ServerSocket sink;
    private final HubHost host;
    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    private final Map<String, Integer> arrived = new ConcurrentHashMap<>();
    private final AtomicInteger numbers = new AtomicInteger();
    private final AtomicLong lastArrival = new AtomicLong();
    /** The last time of more than a second without arrivals. */
    private volatile long gapBegan;
    private volatile long gapEnded;
    /** The longest time without arrivals since this was last set to zero. */
    private volatile long longest;
    private volatile boolean over;

    private Takeover(String[] args) throws IOException {
        String network = args.length > 12 ? args[12] : "";
        sink = new ServerSocket(0, 50, InetAddress.getByName(network.isEmpty() ? "127.0.0.1" : network + "1"));
        host = new HubHost(args, network, sink);
    }

    /** What is done to the owner, or to a broker. */
    private enum Mishap {
        KILL, FREEZE, RESTART, BROKER, MOVE, CUT
    }

    public static void main(String[] args) throws Exception {
        Takeover bench = new Takeover(args);
        Map<Mishap, Integer> plan = new EnumMap<>(Mishap.class);
        for (Mishap mishap : Mishap.values())
            plan.put(mishap, Integer.parseInt(args[5 + mishap.ordinal()]));
        try {
            bench.run(plan, Integer.parseInt(args[11]));
        } finally {
            bench.host.close();
        }
        System.exit(0);
    }

    private void run(Map<Mishap, Integer> plan, int waiting) throws Exception {
        Thread.ofVirtual().start(this::listen);
        host.begin();
        for (int i = 0; i < CLIENTS; i++)
            Thread.ofPlatform().daemon().start(this::client);
        Map<Mishap, List<Double>> pauses = new EnumMap<>(Mishap.class);
        for (Mishap mishap : Mishap.values())
            pauses.put(mishap, several(mishap, plan.get(mishap)));
        List<Double> full = waiting > 0 ? withWaiting(waiting, plan.get(Mishap.KILL)) : List.of();
        awaitMail();
        over = true;
        HubHost.await("all that was acknowledged", () -> arrived.keySet().containsAll(acknowledged));
        long twice = arrived.values().stream().filter(n -> n > 1).count();
        long lost = acknowledged.stream().filter(to -> !arrived.containsKey(to)).count();
        System.out.printf("takeover lost=%d twice=%d worst_s=%.1f median_s=%.1f kills=%d freezes=%d acknowledged=%d "
                + "restarts=%d restart_worst_s=%.1f brokers=%d broker_worst_s=%.1f moves=%d move_worst_s=%.1f "
                + "move_median_s=%.1f cuts=%d cut_worst_s=%.1f waiting=%d waiting_median_s=%.1f%n",
                lost, twice, worst(pauses.get(Mishap.KILL)), median(pauses.get(Mishap.KILL)), plan.get(Mishap.KILL),
                plan.get(Mishap.FREEZE), acknowledged.size(), plan.get(Mishap.RESTART),
                worst(pauses.get(Mishap.RESTART)), plan.get(Mishap.BROKER), worst(pauses.get(Mishap.BROKER)),
                plan.get(Mishap.MOVE), worst(pauses.get(Mishap.MOVE)), median(pauses.get(Mishap.MOVE)),
                plan.get(Mishap.CUT), worst(pauses.get(Mishap.CUT)), waiting, median(full));
    }

    private List<Double> several(Mishap mishap, int times) throws Exception {
        List<Double> pauses = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            awaitMail();
            double pause = switch (mishap) {
                case KILL -> kill();
                case FREEZE -> freeze();
                case RESTART -> restart();
                case BROKER -> broker(i % HubHost.BROKERS);
                case MOVE -> move();
                case CUT -> cut();
            };
            System.err.printf("%s %d: %.1f s without sending%n", mishap.name().toLowerCase(Locale.ROOT), i + 1, pause);
            pauses.add(pause);
        }
        return pauses;
    }

    private static double worst(List<Double> pauses) {
        return pauses.stream().mapToDouble(p -> p).max().orElse(0);
    }

    private static double median(List<Double> pauses) {
        return pauses.isEmpty() ? 0 : pauses.stream().sorted().toList().get(pauses.size() / 2);
    }

    /** The same with very much mail that waits for a window. */
    private List<Double> withWaiting(int waiting, int kills) throws Exception {
        int done = 0;
        while (done < waiting)
            done += fill(done, Math.min(FILL, waiting - done));
        System.err.println(waiting + " envelopes wait");
        awaitStandby(1 - owner());
        return several(Mishap.KILL, kills);
    }

    /** @return how many were taken; none if the owner went meanwhile */
    private int fill(int from, int many) throws Exception {
        try (Socket socket = host.socket(owner())) {
            socket.setSoTimeout(60_000);
            BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream()));
            OutputStream out = socket.getOutputStream();
            expect(in, "220");
            ask(in, out, "EHLO client.example.org", "250");
            ask(in, out, "MAIL FROM:<bench@hub.example.com>", "250");
            for (int i = 0; i < many; i++)
                ask(in, out, "RCPT TO:<m@d" + (from + i) % DOMAINS + ".later.example>", "250");
            ask(in, out, "DATA", "354");
            ask(in, out, "Subject: later\r\n\r\nLater.\r\n.", "250");
            return many;
        } catch (IOException e) {
            pause();
            return 0;
        }
    }

    /** The machine that takes mail. */
    private int owner() throws Exception {
        int[] owner = {-1};
        HubHost.await("an owner", () -> {
            for (int i = 0; i < HubHost.MACHINES; i++)
                if (takesMail(i)) owner[0] = i;
            return owner[0] >= 0;
        });
        return owner[0];
    }

    private boolean takesMail(int machine) {
        try (Socket socket = host.socket(machine)) {
            socket.setSoTimeout(1000);
            return socket.getInputStream().read() == '2';
        } catch (IOException e) {
            return false;
        }
    }

    private void awaitMail() throws Exception {
        int goal = acknowledged.size() + BETWEEN;
        int come = arrived.size() + BETWEEN;
        HubHost.await("mail", () -> acknowledged.size() >= goal && arrived.size() >= come);
    }

    private double kill() throws Exception {
        int owner = owner();
        awaitStandby(1 - owner);
        host.kill(owner);
        long before = lastArrival.get();
        delete(host.home(owner).resolve("data"));
        double pause = pauseSince(before);
        host.start(owner);
        return pause;
    }

    /** The process alone: it comes again on its disk, or the other machine is faster. */
    private double restart() throws Exception {
        int owner = owner();
        awaitStandby(1 - owner);
        long before = lastArrival.get();
        host.kill(owner);
        host.start(owner);
        return pauseSince(before);
    }

    /** A broker dies, and comes again when mail has gone on without it. */
    private double broker(int which) throws Exception {
        longest = 0;
        host.killBroker(which);
        awaitMail();
        double pause = longest / 1e9;
        host.beginBroker(which);
        host.awaitBrokers();
        return pause;
    }

    /** The owner reaches clients and sites, and no broker, until another has owned for a while. */
    private double cut() throws Exception {
        int owner = owner();
        awaitStandby(1 - owner);
        int stepped = count(owner);
        long before = lastArrival.get();
        host.cut(owner, "add");
        double pause = pauseSince(before);
        awaitMail();
        host.cut(owner, "del");
        HubHost.await("the machine that was cut off to step down", () -> count(owner) > stepped);
        return pause;
    }

    private double move() throws Exception {
        int owner = owner();
        awaitStandby(1 - owner);
        longest = 0;
        HubHost.await("a move", () -> host.said(owner, "move", "hub.example.com", "m" + (1 - owner))
                .contains(" owns the queue"));
        awaitMail();
        return longest / 1e9;
    }

    private double freeze() throws Exception {
        int owner = owner();
        awaitStandby(1 - owner);
        host.signal(owner, "-STOP");
        long before = lastArrival.get();
        double pause = pauseSince(before);
        int stepped = count(owner);
        host.signal(owner, "-CONT");
        HubHost.await("the frozen machine to step down", () -> count(owner) > stepped);
        return pause;
    }

    private int count(int machine) throws IOException {
        return host.log(machine).split("event=hub-stepped-down", -1).length;
    }

    /** A machine that has just begun follows when it has looked at the log. */
    private void awaitStandby(int machine) throws Exception {
        HubHost.await("a standby", () -> {
            String said = host.said(machine, "cluster", "--json");
            return said.contains("\"role\":\"READING\"") && said.contains("\"owner\":\"m" + (1 - machine) + "\"");
        });
    }

    private double pauseSince(long before) throws Exception {
        HubHost.await("the next one to send", () -> gapEnded > before);
        return (gapEnded - gapBegan) / 1e9;
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> below = Files.walk(folder)) {
            for (Path each : below.sorted(Comparator.reverseOrder()).toList())
                Files.deleteIfExists(each);
        }
    }

    private void client() {
        while (!over) {
            try (Socket socket = host.socket(ThreadLocalRandom.current().nextInt(HubHost.MACHINES))) {
                socket.setSoTimeout(60_000);
                send(new BufferedReader(new InputStreamReader(socket.getInputStream())), socket.getOutputStream());
            } catch (IOException e) {
                pause();
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void send(BufferedReader in, OutputStream out) throws IOException {
        expect(in, "220");
        ask(in, out, "EHLO client.example.org", "250");
        while (!over) {
            String to = "m" + numbers.incrementAndGet() + "@far.example";
            ask(in, out, "MAIL FROM:<bench@hub.example.com>", "250");
            ask(in, out, "RCPT TO:<" + to + ">", "250");
            ask(in, out, "DATA", "354");
            ask(in, out, "Subject: takeover\r\n\r\n" + "0123456789abcdef0123456789abcdef\r\n".repeat(30) + ".", "250");
            acknowledged.add(to);
            pause(); // what waits must not grow: it would be sent for hours afterwards
        }
    }

    private static void ask(BufferedReader in, OutputStream out, String line, String expected) throws IOException {
        out.write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
        expect(in, expected);
    }

    private static void expect(BufferedReader in, String expected) throws IOException {
        String line = in.readLine();
        while (line != null && line.length() > 3 && line.charAt(3) == '-')
            line = in.readLine();
        if (line == null || !line.startsWith(expected)) throw new IOException("said " + line);
    }

    private void listen() {
        try {
            while (true) {
                Socket socket = sink.accept();
                Thread.ofVirtual().start(() -> serve(socket));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void serve(Socket socket) {
        try (socket; BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream()))) {
            OutputStream out = socket.getOutputStream();
            say(out, "220 far.example");
            List<String> to = new ArrayList<>();
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (line.startsWith("EHLO")) say(out, "250-far.example\r\n250-PIPELINING\r\n250 8BITMIME");
                else if (line.startsWith("RCPT")) {
                    to.add(line.substring(line.indexOf('<') + 1, line.indexOf('>')));
                    say(out, "250 ok");
                } else if (line.startsWith("DATA")) {
                    say(out, "354 go on");
                    while (!".".equals(line = in.readLine()))
                        if (line == null) return;
                    to.forEach(this::came);
                    to.clear();
                    say(out, "250 taken");
                } else say(out, line.startsWith("QUIT") ? "221 bye" : "250 ok");
            }
        } catch (IOException e) {
            return; // the machine was killed
        }
    }

    private synchronized void came(String to) {
        long now = System.nanoTime();
        long before = lastArrival.getAndSet(now);
        if (before > 0) longest = Math.max(longest, now - before);
        if (before > 0 && now - before > 1_000_000_000L) {
            gapBegan = before;
            gapEnded = now;
        }
        arrived.merge(to, 1, Integer::sum);
    }

    private static void say(OutputStream out, String text) throws IOException {
        out.write((text + "\r\n").getBytes(StandardCharsets.US_ASCII));
    }
}
