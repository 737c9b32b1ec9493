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
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * Kills the owner of a hub with its data folder, again and again, under load; the books are kept here. Arguments: the
 * program, a work folder, the brokers, the first of two free ports, how many kills, and how many of them are freezes.
 */
final class Takeover {
    private static final int CLIENTS = 8;
    private static final int BETWEEN = 300;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Path program;
    private final Path work;
    private final String brokers;
    private final int firstPort;
    private final Process[] machines = new Process[2];
    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    private final Map<String, Integer> arrived = new ConcurrentHashMap<>();
    private final AtomicInteger numbers = new AtomicInteger();
    private final AtomicLong lastArrival = new AtomicLong();
    private final ServerSocket sink = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    /** The last time of more than a second without arrivals. */
    private volatile long gapBegan;
    private volatile long gapEnded;
    private volatile boolean over;

    private Takeover(String[] args) throws IOException {
        program = Path.of(args[0]);
        work = Path.of(args[1]);
        brokers = args[2];
        firstPort = Integer.parseInt(args[3]);
    }

    public static void main(String[] args) throws Exception {
        Takeover bench = new Takeover(args);
        int kills = Integer.parseInt(args[4]);
        int freezes = Integer.parseInt(args[5]);
        try {
            bench.run(kills, freezes);
        } finally {
            for (Process machine : bench.machines)
                if (machine != null) machine.destroyForcibly();
        }
        System.exit(0);
    }

    private void run(int kills, int freezes) throws Exception {
        Thread.ofVirtual().start(this::listen);
        for (int i = 0; i < machines.length; i++)
            start(i);
        for (int i = 0; i < CLIENTS; i++)
            Thread.ofPlatform().daemon().start(this::client);
        List<Double> pauses = new ArrayList<>();
        for (int i = 0; i < kills + freezes; i++) {
            awaitMail();
            double pause = i < kills ? kill() : freeze();
            System.err.printf("%s %d: %.1f s without sending%n", i < kills ? "kill" : "freeze", i + 1, pause);
            if (i < kills) pauses.add(pause);
        }
        awaitMail();
        over = true;
        await("all that was acknowledged", () -> arrived.keySet().containsAll(acknowledged));
        long twice = arrived.values().stream().filter(n -> n > 1).count();
        pauses.sort(Comparator.naturalOrder());
        long lost = acknowledged.stream().filter(to -> !arrived.containsKey(to)).count();
        System.out.printf("takeover lost=%d twice=%d worst_s=%.1f median_s=%.1f kills=%d freezes=%d acknowledged=%d%n",
                lost, twice, pauses.isEmpty() ? 0 : pauses.getLast(),
                pauses.isEmpty() ? 0 : pauses.get(pauses.size() / 2), kills, freezes, acknowledged.size());
    }

    private void start(int machine) throws IOException {
        Path home = Files.createDirectories(work.resolve("m" + machine));
        Files.createDirectories(home.resolve("schedules"));
        Files.writeString(home.resolve("schedules/routes.yaml"), """
                zone: UTC
                routes:
                  - { site: far, domains: ["*"], host: 127.0.0.1, port: %d }
                """.formatted(sink.getLocalPort()));
        Files.writeString(home.resolve("packetboat.yaml"), """
                server: hub.example.com
                data: data
                smtp: { listen: "127.0.0.1:%d", relay-from: ["127.0.0.0/8"] }
                schedules: [schedules/]
                msfsleep: 1s
                msfrsleep: 1
                cluster: { kafka: { bootstrap-servers: [%s] }, name: bench, machine: m%d }
                """.formatted(firstPort + machine, "\"" + brokers.replace(",", "\",\"") + "\"", machine));
        machines[machine] = new ProcessBuilder(program.toString(), "run", "--config",
                home.resolve("packetboat.yaml").toString()).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(home.resolve("log").toFile())).start();
    }

    private String log(int machine) throws IOException {
        return Files.readString(work.resolve("m" + machine).resolve("log"));
    }

    /** The machine that takes mail. */
    private int owner() throws Exception {
        int[] owner = {-1};
        await("an owner", () -> {
            for (int i = 0; i < machines.length; i++)
                if (takesMail(i)) owner[0] = i;
            return owner[0] >= 0;
        });
        return owner[0];
    }

    private boolean takesMail(int machine) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), firstPort + machine)) {
            socket.setSoTimeout(1000);
            return socket.getInputStream().read() == '2';
        } catch (IOException e) {
            return false;
        }
    }

    private void awaitMail() throws Exception {
        int goal = acknowledged.size() + BETWEEN;
        int come = arrived.size() + BETWEEN;
        await("mail", () -> acknowledged.size() >= goal && arrived.size() >= come);
    }

    private double kill() throws Exception {
        int owner = owner();
        awaitStandby(1 - owner);
        machines[owner].destroyForcibly().waitFor();
        long before = lastArrival.get();
        delete(work.resolve("m" + owner).resolve("data"));
        double pause = pauseSince(before);
        start(owner);
        return pause;
    }

    private double freeze() throws Exception {
        int owner = owner();
        awaitStandby(1 - owner);
        signal(owner, "-STOP");
        long before = lastArrival.get();
        double pause = pauseSince(before);
        int stepped = count(owner);
        signal(owner, "-CONT");
        await("the frozen machine to step down", () -> count(owner) > stepped);
        return pause;
    }

    private int count(int machine) throws IOException {
        return log(machine).split("event=hub-stepped-down", -1).length;
    }

    private void signal(int machine, String signal) throws Exception {
        long pid = machines[machine].descendants().map(ProcessHandle::pid).findFirst().orElse(machines[machine].pid());
        new ProcessBuilder("kill", signal, Long.toString(pid)).start().waitFor();
    }

    /** A machine that has just begun follows when it has looked at the log. */
    private void awaitStandby(int machine) throws Exception {
        String config = work.resolve("m" + machine).resolve("packetboat.yaml").toString();
        await("a standby", () -> {
            Process asked = new ProcessBuilder(program.toString(), "cluster", "--json", "--config", config)
                    .redirectErrorStream(true).start();
            String said = new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return said.contains("\"role\":\"READING\"") && said.contains("\"owner\":\"m" + (1 - machine) + "\"");
        });
    }

    private double pauseSince(long before) throws Exception {
        await("the next one to send", () -> gapEnded > before);
        return (gapEnded - gapBegan) / 1e9;
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> below = Files.walk(folder)) {
            for (Path each : below.sorted(Comparator.reverseOrder()).toList())
                Files.deleteIfExists(each);
        }
    }

    private interface Check {
        boolean isSo() throws Exception;
    }

    private static void await(String what, Check check) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!check.isSo()) {
            if (System.nanoTime() > end) throw new IllegalStateException("waited too long for " + what);
            Thread.sleep(20);
        }
    }

    private void client() {
        while (!over) {
            int port = firstPort + ThreadLocalRandom.current().nextInt(machines.length);
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
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
