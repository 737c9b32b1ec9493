package org.packetboat.app.compose.check;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnknownHostException;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * The machine we run on. Hosts are looked up by the system, many at a time and ten seconds at most in all: what has no
 * answer by then counts as not found.
 *
 * @param asks         whether it asks the name service; otherwise it knows addresses alone
 * @param isTheServers whether the server will run here
 */
public record SystemMachine(boolean asks, boolean isTheServers) implements CheckedMachine {
    private static final int AT_ONCE = 50;
    private static final int PATIENCE_S = 10;
    private static final int CONNECT_MILLIS = 3000;

    @Override
    public Set<InetAddress> addresses() {
        try {
            return NetworkInterface.networkInterfaces().flatMap(NetworkInterface::inetAddresses)
                    .collect(Collectors.toSet());
        } catch (SocketException e) {
            return Set.of();
        }
    }

    @Override
    public Map<String, List<InetAddress>> find(Collection<String> hosts) {
        Map<String, List<InetAddress>> found = new HashMap<>();
        List<String> names = new ArrayList<>();
        for (String host : Set.copyOf(hosts)) {
            try {
                found.put(host, List.of(InetAddress.ofLiteral(host)));
            } catch (IllegalArgumentException isName) {
                names.add(host);
            }
        }
        if (asks && !names.isEmpty()) ask(names, found);
        return found;
    }

    /** By threads that don't keep the process: the system's resolver may sit for minutes. */
    private static void ask(List<String> names, Map<String, List<InetAddress>> found) {
        ExecutorService threads = Executors.newFixedThreadPool(Math.min(AT_ONCE, names.size()),
                Thread.ofPlatform().daemon().name("look-up-", 0).factory());
        try {
            List<Future<List<InetAddress>>> answers = threads.invokeAll(
                    names.stream().map(name -> (java.util.concurrent.Callable<List<InetAddress>>) () -> ask(name))
                            .toList(),
                    PATIENCE_S, TimeUnit.SECONDS);
            for (int i = 0; i < names.size(); i++)
                found.put(names.get(i), answer(answers.get(i)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            threads.shutdownNow();
        }
    }

    private static List<InetAddress> answer(Future<List<InetAddress>> answer) throws InterruptedException {
        try {
            return answer.get();
        } catch (CancellationException | ExecutionException none) {
            return List.of();
        }
    }

    private static List<InetAddress> ask(String name) {
        try {
            return List.of(InetAddress.getAllByName(name));
        } catch (UnknownHostException e) {
            return List.of();
        }
    }

    @Override
    public Optional<String> silence(SocketAddress address) {
        if (!asks) return Optional.empty();
        if (address instanceof InetSocketAddress net && net.isUnresolved()) return Optional.of("host not found");
        try (SocketChannel channel = address instanceof InetSocketAddress
                ? SocketChannel.open()
                : SocketChannel.open(StandardProtocolFamily.UNIX)) {
            if (address instanceof InetSocketAddress) channel.socket().connect(address, CONNECT_MILLIS);
            else channel.connect(address);
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public String user() {
        return System.getProperty("user.name");
    }
}
