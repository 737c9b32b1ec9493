package org.packetboat.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/**
 * Machines of their own on one computer: network namespaces, joined by wires. All of them go when this is closed. Needs
 * root and iproute2; where they are missing, says so and skips the test.
 */
final class Namespaces implements AutoCloseable {
    private final String prefix = "pb" + ProcessHandle.current().pid() + "-";
    private final List<String> made = new ArrayList<>();

    Namespaces() {
        boolean works = try_("ip", "netns", "add", prefix + "try") && try_("ip", "netns", "del", prefix + "try");
        if (!works) System.err.println("SKIPPED: RouterIT, AskedServersIT; MISSING: root and package iproute2");
        Assumptions.assumeTrue(works, "no network namespaces here");
    }

    void machine(String name) {
        run("ip", "netns", "add", prefix + name);
        made.add(prefix + name);
        in(name, "ip", "link", "set", "lo", "up");
    }

    /** A switch in a machine of its own. */
    void network(String name) {
        machine(name);
        in(name, "ip", "link", "add", "sw", "type", "bridge");
        in(name, "ip", "link", "set", "sw", "up");
    }

    /** Plugs a machine into a switch. @param address with its prefix length, like 10.0.0.1/24 */
    void plug(String machine, String network, String address) {
        wire(machine, "lan0", network, "p-" + machine);
        in(network, "ip", "link", "set", "p-" + machine, "master", "sw", "up");
        up(machine, "lan0", address);
    }

    /** A wire between two machines, of so many kbit/s. */
    void line(String a, String addressOfA, String b, String addressOfB, int rate) {
        wire(a, "to-" + b, b, "to-" + a);
        up(a, "to-" + b, addressOfA);
        up(b, "to-" + a, addressOfB);
        in(a, "tc", "qdisc", "add", "dev", "to-" + b, "root", "tbf", "rate", rate + "kbit", "burst", "16kb", "latency",
                "200ms");
    }

    private void wire(String a, String endAtA, String b, String endAtB) {
        run("ip", "-n", prefix + a, "link", "add", endAtA, "type", "veth", "peer", "name", endAtB, "netns",
                prefix + b);
    }

    private void up(String machine, String end, String address) {
        in(machine, "ip", "address", "add", address, "broadcast", "+", "dev", end);
        in(machine, "ip", "link", "set", end, "up");
    }

    /** Runs a command on a machine. */
    void in(String machine, String... command) {
        List<String> all = new ArrayList<>(on(machine));
        Collections.addAll(all, command);
        run(all.toArray(String[]::new));
    }

    /** What runs a command on a machine when it stands before it. */
    List<String> on(String machine) {
        return List.of("ip", "netns", "exec", prefix + machine);
    }

    private static void run(String... command) {
        if (!try_(command)) throw new IllegalStateException("failed: " + String.join(" ", command));
    }

    private static boolean try_(String... command) {
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
            return process.waitFor(ServerProcess.PATIENCE.toSeconds(), TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException noSuchProgram) {
            return false;
        } catch (InterruptedException e) {
            throw new UncheckedIOException(new IOException(e));
        }
    }

    @Override
    public void close() {
        made.forEach(name -> try_("ip", "netns", "del", name));
    }
}
