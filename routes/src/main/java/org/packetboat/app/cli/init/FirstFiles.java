package org.packetboat.app.cli.init;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The texts of the files that a role's server begins with, by their paths below its folder. */
final class FirstFiles {
    static final String CONFIGURATION = "packetboat.yaml";
    static final String ROUTES = "schedules/routes.yaml";
    private static final Pattern GAP = Pattern.compile("\\{\\{([a-z-]+)}}");

    private final ServerRole role;
    private final InitAnswers answers;
    private final Path folder;

    FirstFiles(ServerRole role, InitAnswers answers, Path folder) {
        this.role = role;
        this.answers = answers;
        this.folder = folder;
    }

    /** All but secrets. */
    Map<String, String> texts() {
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put(CONFIGURATION, filled(role.word() + ".yaml", values()));
        texts.put(ROUTES, filled(role.word() + "-routes.yaml", values()));
        return texts;
    }

    /** Where the password for our login goes; none where we log in nowhere. */
    static Optional<String> secret(ServerRole role, InitAnswers answers) {
        if (role.logsInAtHub()) return Optional.of("secrets/hub");
        return answers.given(Fact.LOGIN).filter(_ -> answers.given(Fact.SMARTHOST).isPresent())
                .map(_ -> "secrets/smarthost");
    }

    private Map<String, String> values() {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("what", role.title());
        values.put("folder", folder.toString());
        for (Fact fact : Fact.values())
            values.put(fact.option().substring(2), answers.get(fact));
        values.put("listen", quoted(answers.get(Fact.LISTEN)));
        values.put("phone", quoted(answers.get(Fact.PHONE)));
        values.put("login", quoted(answers.get(Fact.LOGIN)));
        values.put("size", answers.get(Fact.SIZE));
        values.put("device", quoted(answers.get(Fact.MODEM)));
        values.put("operator", quoted(answers.get(Fact.OPERATOR)));
        values.put("node", quoted(answers.node(answers.get(Fact.NAME))));
        values.put("window", window());
        values.put("smarthost", smarthost());
        values.put("branches", branches());
        values.put("fleet", fleet());
        answers.given(Fact.HUB).ifPresent(hub -> {
            values.put("host", answers.host(Fact.HUB));
            values.put("port", String.valueOf(answers.port(Fact.HUB)));
            values.put("hub-node", answers.node(hub));
        });
        return values;
    }

    private String window() {
        String windows = Arrays.stream(answers.get(Fact.WINDOW).split(",")).map(String::strip).map(Fact.HOURS::matcher)
                .filter(Matcher::matches).map(hours -> "{ open: \"" + hours.group(1) + "\", close: \"" + hours.group(2)
                        + "\" }")
                .collect(Collectors.joining(", "));
        return windows.contains("}, {") ? "[" + windows + "]" : windows;
    }

    private String smarthost() {
        if (answers.given(Fact.SMARTHOST).isEmpty()) return filled("mx.yaml", Map.of()).stripTrailing();
        Map<String, String> values = Map.of("host", answers.host(Fact.SMARTHOST), "port",
                String.valueOf(answers.port(Fact.SMARTHOST)), "login", quoted(answers.get(Fact.LOGIN)));
        return filled(answers.given(Fact.LOGIN).isPresent() ? "login.yaml" : "no-login.yaml", values).stripTrailing();
    }

    private String fleet() {
        if (role == ServerRole.HUB) return "";
        String hub = role.logsInAtHub() ? "hub" : "smarthost";
        return answers.given(Fact.HUB_KEY)
                .map(key -> filled("fleet.yaml", Map.of("hub", hub, "key", FleetFiles.hubKey(key).word())))
                .orElseGet(() -> filled("no-fleet.yaml", Map.of("hub", hub)));
    }

    private String branches() {
        if (answers.branches().isEmpty()) return filled("hub-example.yaml", Map.of());
        return answers.branches().stream().map(this::branch).collect(Collectors.joining());
    }

    private String branch(String answer) {
        String[] parts = answer.split("=", 2);
        return filled("hub-branch.yaml", Map.of("site", answers.node(parts[0]), "branch", parts[0], "below",
                quoted("*." + parts[0]), "host", InitAnswers.host(parts[parts.length - 1]), "port",
                String.valueOf(InitAnswers.port(parts[parts.length - 1]).orElse(InitAnswers.SMTP))));
    }

    private static String quoted(String text) {
        return '"' + text + '"';
    }

    private static String filled(String template, Map<String, String> values) {
        return GAP.matcher(read(template)).replaceAll(gap -> Matcher.quoteReplacement(
                Optional.ofNullable(values.get(gap.group(1))).orElseThrow(
                        () -> new IllegalStateException(template + " wants " + gap.group(1)))));
    }

    private static String read(String template) {
        try (InputStream content = FirstFiles.class.getResourceAsStream(template)) {
            return new String(content.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
