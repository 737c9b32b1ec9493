package org.packetboat.schedules.plan.job;

import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Kinds of servers: those that may serve the same jobs. Kinds are numbered from 0. */
public final class ServerKinds {
    private final int[] kindOf;
    private final int[] servers;
    private final Map<int[], List<Integer>> known = new IdentityHashMap<>();

    private ServerKinds(int[] kindOf, int kinds) {
        this.kindOf = kindOf;
        this.servers = new int[kinds];
        for (int kind : kindOf)
            servers[kind]++;
    }

    /** As the night has them. */
    public static ServerKinds of(Night night) {
        Map<String, Integer> numbers = new LinkedHashMap<>();
        int[] kindOf = Arrays.stream(signs(night))
                .mapToInt(sign -> numbers.computeIfAbsent(sign.toString(), _ -> numbers.size())).toArray();
        return new ServerKinds(kindOf, numbers.size());
    }

    /** All servers as one kind, as if anyone could serve any job. */
    public static ServerKinds all(Night night) {
        return new ServerKinds(new int[night.servers().size()], 1);
    }

    /** For each server, the sets of servers it belongs to. */
    private static StringBuilder[] signs(Night night) {
        StringBuilder[] signs = new StringBuilder[night.servers().size()];
        Arrays.setAll(signs, _ -> new StringBuilder());
        Map<int[], Integer> sets = new IdentityHashMap<>();
        for (Job job : night.jobs()) {
            if (sets.putIfAbsent(job.servers(), sets.size()) != null) continue;
            for (int server : job.servers())
                signs[server].append(sets.get(job.servers())).append(' ');
        }
        return signs;
    }

    public int count() {
        return servers.length;
    }

    /** How many servers are of a kind. */
    public int servers(int kind) {
        return servers[kind];
    }

    /** The kinds that may serve a job. */
    public List<Integer> of(Job job) {
        return known.computeIfAbsent(job.servers(), able -> Arrays.stream(able).map(server -> kindOf[server])
                .distinct().sorted().boxed().toList());
    }
}
