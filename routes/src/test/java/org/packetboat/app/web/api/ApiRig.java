package org.packetboat.app.web.api;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.packetboat.connectors.http.Role;
import org.packetboat.connectors.http.WebAnswer;
import org.packetboat.connectors.http.WebRequest;

/** The API over a server that is made up, asked as by HTTP. */
abstract class ApiRig {
    static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    @TempDir
    Path folder;
    FakeBoard board;
    Api api;

    @BeforeEach
    void open() {
        open(31);
    }

    void open(int sites) {
        if (board != null) board.close();
        board = new FakeBoard(folder.resolve(Integer.toString(sites)), sites);
        api = board.api();
    }

    @AfterEach
    void close() {
        board.close();
    }

    WebAnswer answer(String method, String path, Map<String, String> query, String body) {
        Map<String, String> inPath = new HashMap<>();
        Map<String, WebAnswer> found = new HashMap<>();
        api.addTo((m, pattern, _, page) -> {
            String regex = pattern.replaceAll("\\{\\w+}", "([^/]+)");
            var match = Pattern.compile(regex).matcher(path);
            if (!m.equals(method) || !match.matches() || !found.isEmpty()) return;
            var names = Pattern.compile("\\{(\\w+)}").matcher(pattern).results().toList();
            for (int i = 0; i < names.size(); i++)
                inPath.put(names.get(i).group(1), match.group(i + 1));
            found.put("", page.answer(new WebRequest(method, path, new WebRequest.Caller("anna", Role.OPERATOR,
                    "127.0.0.1"), query, inPath, Map.of("content-type", "application/json"),
                    body.getBytes(StandardCharsets.UTF_8))));
        });
        return Optional.ofNullable(found.get("")).orElseThrow(() -> new AssertionError("no page " + path));
    }

    JsonNode get(String path, String... query) throws IOException {
        return json(200, answer("GET", path, pairs(query), ""));
    }

    static Map<String, String> pairs(String... query) {
        Map<String, String> pairs = new HashMap<>();
        for (int i = 0; i < query.length; i += 2)
            pairs.put(query[i], query[i + 1]);
        return pairs;
    }

    static JsonNode json(int status, WebAnswer answer) throws IOException {
        WebAnswer.Whole whole = (WebAnswer.Whole) answer;
        assertEquals(status, whole.status(), () -> new String(whole.body(), StandardCharsets.UTF_8));
        return JSON.readTree(whole.body());
    }
}
