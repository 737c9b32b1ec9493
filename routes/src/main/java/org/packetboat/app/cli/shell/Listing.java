package org.packetboat.app.cli.shell;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationConfig;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.BeanPropertyWriter;
import com.fasterxml.jackson.databind.ser.BeanSerializerModifier;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

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
    RECIPIENT_PUSH("sent", "answered"),
    FILTER,
    RULE,
    RULING,
    DISK("since"),
    RECIPIENT,
    PROVISIONING("last"),
    PROVISIONED,
    PROVISIONED_ENTRY,
    NOTE,
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
    private static final String EMPTY = "{}";
    private static final int MOST_TIMES = 1000;
    /** Times read before: rows of a long listing share many, and reading one takes longer than the rest of a row. */
    private static final Map<String, Long> SECONDS = Collections.synchronizedMap(new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
            return size() > MOST_TIMES;
        }
    });

    private final Set<String> times;
    private final Map<Class<?>, ObjectWriter> writers = new ConcurrentHashMap<>();

    Listing(String... times) {
        this.times = Set.of(times);
    }

    /** As it is called in JSON: {@code big-send-site}. */
    public String kind() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** An object of this kind, on one line. */
    public String line(Record row) {
        try {
            String fields = writers.computeIfAbsent(row.getClass(), this::writer).writeValueAsString(row);
            return "{\"schema\":" + VERSION + ",\"kind\":\"" + kind() + '"'
                    + (fields.length() > EMPTY.length() ? "," : "") + fields.substring(1);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot be written as JSON: " + row, e);
        }
    }

    private ObjectWriter writer(Class<?> type) {
        return new ObjectMapper().registerModule(new SimpleModule().setSerializerModifier(new Seconds(type, times)))
                .writerFor(type);
    }

    /** Writes times of the outermost object in seconds, too. */
    private static final class Seconds extends BeanSerializerModifier {
        private static final long serialVersionUID = 1L;

        private final transient Class<?> type;
        private final transient Set<String> times;

        Seconds(Class<?> type, Set<String> times) {
            this.type = type;
            this.times = times;
        }

        @Override
        public List<BeanPropertyWriter> changeProperties(SerializationConfig config, BeanDescription bean,
                List<BeanPropertyWriter> properties) {
            return bean.getBeanClass() != type
                    ? properties
                    : properties.stream().map(p -> times.contains(p.getName()) ? new Time(p) : p).toList();
        }
    }

    /** A time, and behind it the same in seconds. */
    private static final class Time extends BeanPropertyWriter {
        private static final long serialVersionUID = 1L;

        Time(BeanPropertyWriter time) {
            super(time);
        }

        @Override
        public void serializeAsField(Object row, JsonGenerator json, SerializerProvider provider) throws Exception {
            super.serializeAsField(row, json, provider);
            String time = get(row).toString();
            json.writeFieldName(getName() + "Seconds");
            if (time.isEmpty()) json.writeNull();
            else json.writeNumber(SECONDS.computeIfAbsent(time, text -> Instant.parse(text).getEpochSecond()));
        }
    }
}
