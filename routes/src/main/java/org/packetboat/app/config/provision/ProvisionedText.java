package org.packetboat.app.config.provision;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.packetboat.schedules.yaml.Node;
import org.packetboat.schedules.yaml.Problems;
import org.packetboat.schedules.yaml.Section;
import org.packetboat.schedules.yaml.Value;
import org.packetboat.schedules.yaml.YamlFile;

/**
 * How all that is provisioned is written: YAML, whose second line has a checksum of all that follows.
 *
 * <pre>
 * # Written by the server; ...
 * # sha256 64 hexadecimal digits
 * logins:
 *   "anna": "pbkdf2-sha512$210000$SALT$HASH"
 * domains:
 *   - "shop.example"
 * routes:
 *   - {"site":"berlin","domains":["berlin.example"],"host":"mail.berlin.example"}
 * </pre>
 *
 * What there is none of has no key. Routes come last, so that they alone, behind as many empty lines, are a schedule
 * file.
 */
final class ProvisionedText {
    private static final String TITLE = "# Written by the server; what is changed here by hand is not read. See "
            + "\"packetboat provision --help\".\n";
    private static final String SUM = "# sha256 ";
    private static final String LOGINS = "logins";
    private static final String DOMAINS = "domains";
    private static final String ROUTES = "routes";
    private static final int LINES_ABOVE = 2;

    private ProvisionedText() {}

    static String of(Provisioned provisioned) {
        String body = others(provisioned) + routes(provisioned);
        return TITLE + SUM + sum(body) + "\n" + body;
    }

    private static String others(Provisioned provisioned) {
        StringBuilder text = new StringBuilder();
        Map<String, String> logins = provisioned.of(Kind.LOGIN);
        if (!logins.isEmpty()) text.append(LOGINS).append(":\n");
        logins.forEach((name, hash) -> text.append("  ").append(quoted(name)).append(": ").append(quoted(hash))
                .append('\n'));
        Map<String, String> domains = provisioned.of(Kind.DOMAIN);
        if (!domains.isEmpty()) text.append(DOMAINS).append(":\n");
        domains.keySet().forEach(name -> text.append("  - ").append(quoted(name)).append('\n'));
        return text.toString();
    }

    private static String routes(Provisioned provisioned) {
        Map<String, String> sites = provisioned.of(Kind.SITE);
        if (sites.isEmpty()) return "";
        StringBuilder text = new StringBuilder(ROUTES).append(":\n");
        sites.values().forEach(route -> text.append("  - ").append(route).append('\n'));
        return text.toString();
    }

    /** The routes alone, on the lines that they have in the whole. */
    static String sites(Provisioned provisioned) {
        int above = LINES_ABOVE + (int) others(provisioned).chars().filter(c -> c == '\n').count();
        return "\n".repeat(above) + routes(provisioned);
    }

    /**
     * Reads it back.
     *
     * @return empty if it is not as it was written: cut off, damaged, or changed by hand
     */
    static Optional<Provisioned> read(String file, byte[] content) {
        String text = new String(content, StandardCharsets.UTF_8);
        int end = text.startsWith(TITLE) ? text.indexOf('\n', TITLE.length()) : -1;
        if (end < 0 || !text.substring(TITLE.length(), end).equals(SUM + sum(text.substring(end + 1))))
            return Optional.empty();
        if (text.length() == end + 1) return Optional.of(Provisioned.NONE);
        Problems problems = new Problems();
        return YamlFile.read(file, content, problems)
                .flatMap(node -> new Value(node, "", problems).section(LOGINS, DOMAINS, ROUTES))
                .map(ProvisionedText::read).filter(_ -> !problems.hasErrors());
    }

    private static Provisioned read(Section section) {
        Map<Kind, Map<String, String>> all = new EnumMap<>(Kind.class);
        for (Kind kind : Kind.values())
            all.put(kind, new LinkedHashMap<>());
        section.get(LOGINS).map(v -> v.named("logins")).orElse(List.of()).forEach(login -> login.value().text("a hash")
                .ifPresent(hash -> all.get(Kind.LOGIN).put(login.name(), hash)));
        section.get(DOMAINS).map(v -> v.items("domains")).orElse(List.of()).forEach(domain -> domain.text("a domain")
                .ifPresent(name -> all.get(Kind.DOMAIN).put(name, "")));
        section.get(ROUTES).map(v -> v.items("routes")).orElse(List.of()).forEach(route -> route
                .sectionOfAnyKeys("a route").flatMap(keys -> keys.need("site", "a site")).flatMap(v -> v.text("a site"))
                .ifPresent(site -> all.get(Kind.SITE).put(site, line(route.node()))));
        return Provisioned.of(all);
    }

    /** A value on one line of YAML, which is JSON, too, unless there is a nothing in it. */
    static String line(Node node) {
        return switch (node) {
            case Node.Scalar(var _, String text, boolean plain) -> plain && text.isEmpty() ? "" : quoted(text);
            case Node.Sequence(var _, List<Node> items) ->
                "[" + String.join(",", items.stream().map(ProvisionedText::line).toList()) + "]";
            case Node.Mapping(var _, List<Node.Entry> entries) -> "{" + String.join(",", entries.stream()
                    .map(entry -> quoted(entry.key().text()) + ":" + line(entry.value())).toList()) + "}";
        };
    }

    /** As JSON and YAML write it. */
    static String quoted(String text) {
        return text.chars().mapToObj(c -> escaped((char) c)).collect(Collectors.joining("", "\"", "\""));
    }

    private static String escaped(char c) {
        if (c == '"' || c == '\\') return "\\" + c;
        boolean unseen = Character.isISOControl(c) || c == '\u2028' || c == '\u2029' || c == '\ufeff';
        return unseen ? "\\u%04x".formatted((int) c) : String.valueOf(c);
    }

    private static String sum(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256")
                    .digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
