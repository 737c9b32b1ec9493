import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Three brokers and two machines of a hub as processes of this host: on loopback, or in a network such as {@code
 * 10.231.0.} on the bridge br0. There .1 is who measures, .11 to .13 are the brokers, .20 and .21 the machines, each in
 * a network namespace of its own.
 */
final class HubHost {
    static final int BROKERS = 3;
    static final int MACHINES = 2;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    /** A day on which nothing of this will run. */
    private static final String LATER = LocalDate.now(ZoneOffset.UTC).plusDays(3).getDayOfWeek().name().substring(0, 3)
            .toLowerCase(Locale.ROOT);

    private final Path program;
    private final Path work;
    private final Path launcher;
    private final int brokerPort;
    private final int firstPort;
    private final String network;
    private final ServerSocket sink;
    private final String brokers;
    private final Process[] machines = new Process[MACHINES];
    private final Process[] kafka = new Process[BROKERS];

    /** @param args the program, a work folder, Kafka's launcher, the first ports @param network empty for loopback */
    HubHost(String[] args, String network, ServerSocket sink) {
        this.program = Path.of(args[0]);
        this.work = Path.of(args[1]);
        this.launcher = Path.of(args[2]);
        this.brokerPort = Integer.parseInt(args[3]);
        this.firstPort = Integer.parseInt(args[4]);
        this.network = network;
        this.sink = sink;
        this.brokers = IntStream.range(0, BROKERS).mapToObj(this::broker).collect(Collectors.joining(","));
    }

    private String broker(int number) {
        return network.isEmpty() ? "127.0.0.1:" + (brokerPort + 2 * number) : brokerHost(number) + ":" + brokerPort;
    }

    /** Starts all of them. */
    void begin() throws Exception {
        for (int i = 0; i < BROKERS; i++)
            beginBroker(i);
        awaitBrokers();
        plug();
        for (int i = 0; i < MACHINES; i++)
            start(i);
    }

    void close() throws Exception {
        Stream.concat(Stream.of(machines), Stream.of(kafka)).filter(Objects::nonNull).forEach(HubHost::end);
        unplug();
    }

    void kill(int machine) throws InterruptedException {
        end(machines[machine]);
        machines[machine].waitFor();
    }

    void killBroker(int broker) throws InterruptedException {
        end(kafka[broker]);
        kafka[broker].waitFor();
    }

    /** @param how "add" or "del": no way, or again a way, from a machine to any broker */
    void cut(int machine, String how) throws Exception {
        for (int i = 0; i < BROKERS; i++)
            ip("-n " + namespace(machine) + " route " + how + " blackhole " + brokerHost(i) + "/32");
    }

    Path home(int machine) {
        return work.resolve("m" + machine);
    }

    /** What a command to a machine says. */
    String said(int machine, String... command) throws Exception {
        List<String> all = new ArrayList<>(List.of(program.toString()));
        all.addAll(List.of(command));
        all.addAll(List.of("--config", home(machine).resolve("packetboat.yaml").toString()));
        Process asked = new ProcessBuilder(all).redirectErrorStream(true).start();
        return new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    void signal(int machine, String signal) throws Exception {
        long pid = machines[machine].descendants().map(ProcessHandle::pid).findFirst().orElse(machines[machine].pid());
        new ProcessBuilder("kill", signal, Long.toString(pid)).start().waitFor();
    }

    private String brokerHost(int broker) {
        return network + "1" + (broker + 1);
    }

    private InetAddress host(int machine) throws IOException {
        return InetAddress.getByName(network.isEmpty() ? "127.0.0.1" : network + "2" + machine);
    }

    private static String namespace(int machine) {
        return "pbt" + ProcessHandle.current().pid() + "-m" + machine;
    }

    private static void ip(String command) throws Exception {
        if (new ProcessBuilder(("ip " + command).split(" ")).inheritIO().start().waitFor() != 0)
            throw new IllegalStateException("ip " + command);
    }

    /** Each machine at the bridge br0 by a wire of its own. */
    private void plug() throws Exception {
        for (int i = 0; i < MACHINES && !network.isEmpty(); i++) {
            ip("netns add " + namespace(i));
            ip("link add m" + i + " type veth peer name lan0 netns " + namespace(i));
            ip("link set m" + i + " master br0 up");
            ip("-n " + namespace(i) + " addr add " + network + "2" + i + "/24 dev lan0");
            ip("-n " + namespace(i) + " link set lan0 up");
            ip("-n " + namespace(i) + " link set lo up");
        }
    }

    private void unplug() throws Exception {
        for (int i = 0; i < MACHINES && !network.isEmpty(); i++)
            ip("netns del " + namespace(i));
    }

    private static void end(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    void beginBroker(int broker) throws IOException {
        Path folder = Files.createDirectories(work.resolve("brokers"));
        ProcessBuilder command = new ProcessBuilder(launcher.toString(), "member", folder.toString(),
                Integer.toString(brokerPort), Integer.toString(broker + 1)).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()));
        if (!network.isEmpty())
            command.environment().put("KAFKA_QUORUM", brokerHost(0) + " " + brokerHost(1) + " " + brokerHost(2));
        kafka[broker] = command.start();
    }

    /** All three are there, and have all that there is. */
    void awaitBrokers() throws Exception {
        await("the brokers", () -> {
            Process asked = new ProcessBuilder(launcher.toString(), "topics", "--bootstrap-server", brokers,
                    "--describe", "--under-replicated-partitions").redirectErrorStream(true).start();
            String said = new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return asked.waitFor() == 0 && !said.contains("Partition:");
        });
    }

    void start(int machine) throws IOException {
        Path home = Files.createDirectories(home(machine));
        Files.createDirectories(home.resolve("schedules"));
        Files.writeString(home.resolve("schedules/routes.yaml"), """
                zone: UTC
                routes:
                  - { site: far, domains: ["far.example"], host: %s, port: %d }
                  - { site: later, domains: ["*.later.example"], window: later, host: 127.0.0.1, port: 9 }
                windows:
                  later: { days: %s, open: "12:00", close: "12:01" }
                """.formatted(sink.getInetAddress().getHostAddress(), sink.getLocalPort(), LATER));
        Files.writeString(home.resolve("packetboat.yaml"), """
                server: hub.example.com
                data: data
                smtp: { listen: "%s:%d", relay-from: ["127.0.0.0/8", "10.0.0.0/8"] }
                schedules: [schedules/]
                msfsleep: 1s
                msfrsleep: 1
                cluster: { kafka: { bootstrap-servers: [%s] }, name: bench, machine: m%d }
                """.formatted(host(machine).getHostAddress(), firstPort + machine,
                "\"" + brokers.replace(",", "\",\"") + "\"", machine));
        List<String> command = new ArrayList<>(network.isEmpty()
                ? List.of()
                : List.of("ip", "netns", "exec", namespace(machine)));
        command.addAll(List.of(program.toString(), "run", "--config", home.resolve("packetboat.yaml").toString()));
        machines[machine] = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(home.resolve("log").toFile())).start();
    }

    String log(int machine) throws IOException {
        return Files.readString(home(machine).resolve("log"));
    }

    Socket socket(int machine) throws IOException {
        return new Socket(host(machine), firstPort + machine);
    }

    interface Check {
        boolean isSo() throws Exception;
    }

    static void await(String what, Check check) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!check.isSo()) {
            if (System.nanoTime() > end) throw new IllegalStateException("waited too long for " + what);
            Thread.sleep(20);
        }
    }
}
