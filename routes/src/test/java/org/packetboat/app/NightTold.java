package org.packetboat.app;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A night as one of those tells it who know of it: the plan, the simulator, or the telephone exchange.
 *
 * @param starts when each site is first called, as far as that is told
 * @param ends   when each site has its mail
 * @param missed who does not get it
 */
record NightTold(Map<String, Instant> starts, Map<String, Instant> ends, Set<String> missed) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static List<JsonNode> rows(Home.Said said) {
        List<JsonNode> rows = new ArrayList<>();
        try {
            for (String line : said.lines())
                rows.add(JSON.readTree(line));
        } catch (JsonProcessingException e) {
            throw new AssertionError(said.all(), e);
        }
        return rows;
    }

    /** What {@code packetboat plan --json} says. */
    static NightTold planned(Home.Said said) {
        Map<String, Instant> starts = new HashMap<>();
        Map<String, Instant> ends = new HashMap<>();
        Set<String> missed = new TreeSet<>();
        for (JsonNode row : rows(said)) {
            if (row.has("start")) {
                starts.put(row.get("site").asText(), Instant.parse(row.get("start").asText()));
                ends.put(row.get("site").asText(), Instant.parse(row.get("end").asText()));
            }
            if (row.has("missed")) missed.add(row.get("missed").asText());
        }
        return new NightTold(starts, ends, missed);
    }

    /** What {@code packetboat simulate --json} says: when the mail is there in the middle one of the nights. */
    static NightTold simulated(Home.Said said) {
        Map<String, Instant> ends = new HashMap<>();
        Set<String> missed = new TreeSet<>();
        for (JsonNode row : rows(said)) {
            if (!row.has("site")) continue;
            String median = row.get("median").asText();
            if (median.isEmpty()) missed.add(row.get("site").asText());
            else ends.put(row.get("site").asText(), Instant.parse(median));
        }
        return new NightTold(Map.of(), ends, missed);
    }

    /** What the exchange saw. @param sites by their numbers @param missed who has no mail */
    static NightTold billed(List<PhoneCall> bill, Map<String, String> sites, Set<String> missed) {
        Map<String, Instant> starts = new HashMap<>();
        Map<String, Instant> ends = new HashMap<>();
        for (PhoneCall call : bill) {
            String site = sites.get(call.number());
            starts.putIfAbsent(site, call.dialled());
            if (!missed.contains(site)) ends.put(site, call.ended());
        }
        return new NightTold(starts, ends, missed);
    }

    /** Without those sites. */
    NightTold without(Set<String> some) {
        return new NightTold(left(starts, some), left(ends, some), missed);
    }

    private static Map<String, Instant> left(Map<String, Instant> all, Set<String> some) {
        return all.entrySet().stream().filter(e -> !some.contains(e.getKey()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** How many have their mail by then. */
    long served(Instant by) {
        return ends.values().stream().filter(end -> !end.isAfter(by)).count();
    }

    /**
     * Of all pairs of sites of which this tells that one is called first, by more than so much: how many are called the
     * other way round by the other, as a share.
     */
    double turnedRound(NightTold other, Duration apart) {
        long pairs = 0;
        long turned = 0;
        for (var one : starts.entrySet())
            for (var two : starts.entrySet())
                if (one.getValue().plus(apart).isBefore(two.getValue())) {
                    pairs++;
                    if (other.starts.get(two.getKey()).isBefore(other.starts.get(one.getKey()))) turned++;
                }
        return pairs == 0 ? 0 : (double) turned / pairs;
    }
}
