package org.packetboat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Draws the modules and, for each, its packages with their arrows, from the imports in the sources: an arrow from A to
 * B says that A imports from B. Pictures in Mermaid's notation, which reads as text too.
 */
final class PackageMap {
    private static final Pattern IMPORT = Pattern
            .compile("^import (?:static )?(org\\.packetboat(?:\\.[a-z][a-z0-9]*)+)\\.");
    private static final String ROOT = "org.packetboat.";

    private final List<String> modules;
    private final SortedMap<String, String> moduleOf = new TreeMap<>();
    private final SortedMap<String, Long> files = new TreeMap<>();
    private final SortedMap<String, SortedSet<String>> arrows = new TreeMap<>();

    /** @param top the folder of the whole project */
    PackageMap(Path top, List<String> modules) {
        this.modules = modules;
        for (String module : modules) {
            sources(top.resolve(module).resolve("src/main/java")).forEach(file -> read(module, file));
        }
    }

    private static List<Path> sources(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(file -> file.toString().endsWith(".java")).sorted().toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private void read(String module, Path file) {
        List<String> lines = lines(file);
        String own = lines.stream().filter(line -> line.startsWith("package ")).findFirst().orElseThrow()
                .replaceAll("^package |;$", "");
        moduleOf.put(own, module);
        files.merge(own, 1L, Long::sum);
        SortedSet<String> known = arrows.computeIfAbsent(own, _ -> new TreeSet<>());
        for (String line : lines) {
            Matcher imported = IMPORT.matcher(line);
            if (imported.find() && !imported.group(1).equals(own)) known.add(imported.group(1));
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** How many files each package has. */
    Map<String, Long> files() {
        return files;
    }

    /** The whole page. */
    String page() {
        StringBuilder page = new StringBuilder(
                """
                        # Modules and packages

                        An arrow from A to B says that A uses B. A number is the number of files. This page is drawn by a test from the
                        imports (`ModuleMapTest`), which fails when it is no longer true and says how to draw it again.

                        """);
        page.append(picture(moduleArrows(), _ -> "")).append('\n');
        for (String module : modules) {
            page.append("## ").append(module).append("\n\n").append(picture(inside(module), this::count)).append('\n');
        }
        return page.toString();
    }

    private String count(String name) {
        return " " + files.getOrDefault(ROOT + name, 0L);
    }

    private SortedMap<String, SortedSet<String>> moduleArrows() {
        SortedMap<String, SortedSet<String>> between = new TreeMap<>();
        modules.forEach(module -> between.put(module, new TreeSet<>()));
        arrows.forEach((from, all) -> all.forEach(to -> {
            String here = moduleOf.get(from);
            String there = moduleOf.getOrDefault(to, here);
            if (!here.equals(there)) between.get(here).add(there);
        }));
        return between;
    }

    private SortedMap<String, SortedSet<String>> inside(String module) {
        SortedMap<String, SortedSet<String>> own = new TreeMap<>();
        arrows.forEach((from, all) -> {
            if (!moduleOf.get(from).equals(module)) return;
            SortedSet<String> named = own.computeIfAbsent(shortened(from), _ -> new TreeSet<>());
            all.stream().filter(to -> module.equals(moduleOf.get(to))).forEach(to -> named.add(shortened(to)));
        });
        return own;
    }

    private static String shortened(String name) {
        return name.substring(ROOT.length());
    }

    private static String picture(Map<String, SortedSet<String>> arrows, UnaryOperator<String> note) {
        StringBuilder text = new StringBuilder("```mermaid\ngraph TD\n");
        arrows.forEach((from, all) -> text.append("  ").append(id(from)).append("[\"").append(from)
                .append(note.apply(from)).append("\"]\n"));
        arrows.forEach((from, all) -> all
                .forEach(to -> text.append("  ").append(id(from)).append(" --> ").append(id(to)).append('\n')));
        return text.append("```\n").toString();
    }

    private static String id(String name) {
        return name.replaceAll("[^A-Za-z0-9]", "_");
    }
}
