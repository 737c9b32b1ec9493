package org.packetboat.connectors.smtp.client;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The name servers that the system is set up for: {@code nameserver}, {@code options timeout:} and {@code attempts:} of
 * {@code /etc/resolv.conf} (resolv.conf(5)). Each question looks whether the file has changed: a dial-up line that has
 * just come up brings servers of its own, and is up for two minutes. A file that names none means that nobody is asked;
 * no server is made up.
 */
final class ResolvConf implements Supplier<DnsSettings> {
    static final Path SYSTEM = Path.of("/etc/resolv.conf");
    private static final Logger LOG = LoggerFactory.getLogger(ResolvConf.class);
    private static final int LONGEST_TIMEOUT = 30;
    private static final int MOST_ATTEMPTS = 5;

    private record Version(Object key, Object modified, long size) {}

    private final Path file;
    private Optional<Version> seen = Optional.empty();
    private DnsSettings settings = DnsSettings.of(List.of());

    ResolvConf(Path file) {
        this.file = file;
    }

    /** As the file says now. */
    @Override
    public synchronized DnsSettings get() {
        Optional<Version> now = version();
        if (now.isPresent() && now.equals(seen)) return settings;
        seen = now;
        settings = now.isEmpty() ? DnsSettings.of(List.of()) : read();
        LOG.info("event=name-servers servers={} file={}", settings.servers(), file);
        return settings;
    }

    private Optional<Version> version() {
        try {
            BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
            return Optional.of(new Version(String.valueOf(now.fileKey()), now.lastModifiedTime(), now.size()));
        } catch (IOException none) {
            return Optional.empty();
        }
    }

    private DnsSettings read() {
        try {
            return parse(Files.readAllLines(file));
        } catch (IOException unreadable) {
            LOG.warn("event=name-servers-unreadable file={} reason=\"{}\"", file, unreadable.toString());
            return DnsSettings.of(List.of());
        }
    }

    static DnsSettings parse(List<String> lines) {
        List<InetSocketAddress> servers = new ArrayList<>();
        Duration timeout = DnsSettings.USUAL_TIMEOUT;
        int attempts = DnsSettings.USUAL_ATTEMPTS;
        for (String line : lines) {
            String[] words = line.strip().split("\\s+");
            if (words[0].equals("nameserver") && words.length > 1) server(words[1]).ifPresent(servers::add);
            if (!words[0].equals("options")) continue;
            for (String word : words) {
                timeout = Duration
                        .ofSeconds(number(word, "timeout:", LONGEST_TIMEOUT).orElse((int) timeout.toSeconds()));
                attempts = number(word, "attempts:", MOST_ATTEMPTS).orElse(attempts);
            }
        }
        return new DnsSettings(servers, timeout, attempts);
    }

    private static Optional<InetSocketAddress> server(String text) {
        try {
            return Optional.of(new InetSocketAddress(InetAddress.ofLiteral(text), DnsSettings.PORT));
        } catch (IllegalArgumentException notAnAddress) {
            return Optional.empty();
        }
    }

    private static Optional<Integer> number(String word, String key, int most) {
        if (!word.matches(key + "\\d{1,4}")) return Optional.empty();
        return Optional.of(Math.clamp(Integer.parseInt(word.substring(key.length())), 1, most));
    }
}
