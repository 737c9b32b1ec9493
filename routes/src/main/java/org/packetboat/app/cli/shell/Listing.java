package org.packetboat.app.cli.shell;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The kinds of objects that {@code --json} prints, one a line, as {@code listing.schema.json} describes them and
 * docs/json.md explains. Each begins with the schema's version and its kind. Beside each time in ISO 8601 stands the
 * same in seconds since 1970, its name with {@code Seconds} at the end; null for none.
 */
public enum Listing {
    SERVER("started"),
    PROBLEM,
    HOLD,
    SESSION("began", "end"),
    ROUTE("opens", "closes", "priceUntil", "dataUntil"),
    USER_ROUTE("last"),
    KAFKA,
    KAFKA_PARTITION,
    DOMAIN("oldest", "next", "arrival"),
    ENVELOPE("arrived", "due", "expires", "arrival"),
    DEAD_NOTICE("arrived", "due", "expires", "arrival"),
    AGES,
    BIG_SEND("started"),
    BIG_SEND_SITE("deliverBy", "expected", "settled"),
    EVENT_READER("since"),
    FORGOTTEN_READER,
    ANSWER,
    SUBMITTED,
    HUB_MACHINE,
    HUB_MEMBER("heard"),
    BACKUP("last", "next"),
    BRANCH("heard", "clock"),
    WAY("goes", "there"),
    RECIPIENT_LIST("read"),
    FILTER,
    RULE,
    RULING,
    RECIPIENT,
    WHY,
    FINDING,
    DAMAGED_FILE,
    OPENING("open", "close"),
    PLAN,
    PLANNED_SITE("start", "end"),
    MISSED_SITE("arrives", "returned"),
    REMEDY,
    OFFERED_SITE,
    SIMULATION("median", "latest"),
    SIMULATED_SITE("median", "latest"),
    REPORT("from", "to", "made"),
    USAGE;

    /** Goes up when a field changes its meaning or goes; new fields and kinds may come with any version. */
    public static final int VERSION = 1;
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int MOST_TIMES = 1000;
    /** Times read before: rows of a long listing share many, and reading one takes longer than the rest of a row. */
    private static final Map<String, Long> SECONDS = Collections.synchronizedMap(new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
            return size() > MOST_TIMES;
        }
    });

    private final Set<String> times;

    Listing(String... times) {
        this.times = Set.of(times);
    }

    /** As it is called in JSON: {@code big-send-site}. */
    public String kind() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** An object of this kind, on one line. */
    public String line(Record row) {
        ObjectNode line = MAPPER.createObjectNode().put("schema", VERSION).put("kind", kind());
        MAPPER.<ObjectNode>valueToTree(row).properties().forEach(field -> {
            line.set(field.getKey(), field.getValue());
            if (times.contains(field.getKey())) putSeconds(line, field.getKey() + "Seconds", field.getValue());
        });
        try {
            return MAPPER.writeValueAsString(line);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot be written as JSON: " + row, e);
        }
    }

    private static void putSeconds(ObjectNode line, String name, JsonNode time) {
        if (time.asText().isEmpty()) line.putNull(name);
        else line.put(name, SECONDS.computeIfAbsent(time.asText(), text -> Instant.parse(text).getEpochSecond()));
    }
}
