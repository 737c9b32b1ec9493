package org.packetboat.connectors.http;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Which page answers what. Paths are written like {@code /api/sites/{site}}: a name in braces stands for one segment of
 * the path. What was added first goes first. May grow while the server runs.
 */
public final class WebPages {
    private static final String WITHOUT_BODY = "HEAD";

    private record Entry(String method, List<String> segments, Role role, WebPage page) {}

    /**
     * A page that was found, or {@code allowed} methods if the path has pages for others only.
     *
     * @param inPath what stands in place of the names in braces
     */
    record Found(Role role, WebPage page, Map<String, String> inPath) {}

    private final List<Entry> entries = new CopyOnWriteArrayList<>();

    /** Adds a page. @param method such as GET, which answers HEAD, too @param role who may see it */
    public WebPages add(String method, String path, Role role, WebPage page) {
        entries.add(new Entry(method, segments(path), role, page));
        return this;
    }

    private static List<String> segments(String path) {
        return List.of(path.split("/", -1));
    }

    /**
     * @param path as it came: a slash within a name is written {@code %2F}
     * @throws IllegalArgumentException if it is not written as RFC 3986 section 2.1 says, in UTF-8
     */
    Optional<Found> find(String method, String path) {
        String wanted = method.equals(WITHOUT_BODY) ? "GET" : method;
        List<String> asked = decoded(path);
        for (Entry entry : entries) {
            Optional<Map<String, String>> names = match(entry.segments(), asked);
            if (entry.method().equals(wanted) && names.isPresent())
                return Optional.of(new Found(entry.role(), entry.page(), names.get()));
        }
        return Optional.empty();
    }

    private static List<String> decoded(String path) {
        return segments(path).stream().map(WebRequest::segment).toList();
    }

    /** The methods that this path has pages for. */
    List<String> methods(String path) {
        List<String> asked = decoded(path);
        return entries.stream().filter(e -> match(e.segments(), asked).isPresent()).map(Entry::method)
                .distinct().sorted().toList();
    }

    private static Optional<Map<String, String>> match(List<String> pattern, List<String> path) {
        if (pattern.size() != path.size()) return Optional.empty();
        Map<String, String> names = new HashMap<>();
        for (int i = 0; i < pattern.size(); i++) {
            String wanted = pattern.get(i);
            if (wanted.startsWith("{")) names.put(wanted.substring(1, wanted.length() - 1), path.get(i));
            else if (!wanted.equals(path.get(i))) return Optional.empty();
        }
        return Optional.of(names);
    }
}
