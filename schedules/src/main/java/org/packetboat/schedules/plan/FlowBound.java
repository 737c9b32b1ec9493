package org.packetboat.schedules.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jgrapht.alg.flow.PushRelabelMFImpl;
import org.jgrapht.graph.DefaultWeightedEdge;
import org.jgrapht.graph.SimpleDirectedWeightedGraph;

/**
 * How much of the night's work could be done if calls could be cut and moved between servers at will:
 *
 * <pre>
 * source ─ work ─▶ jobs ─ what they could use ─▶ (jobs, slice) ─▶ (slice, kind of server) ─ length × servers ─▶ sink
 * </pre>
 *
 * What such a flow can't carry, no schedule can. Servers that may serve the same jobs are of one kind. Jobs stand alone
 * while there are few, and are taken together by windows and servers when there are many, which only loosens the bound.
 */
final class FlowBound {
    private static final int MOST_EDGES = 4000;
    private static final int SOURCE = 0;
    private static final int SINK = 1;

    private record Alike(List<Integer> slices, List<Integer> kinds, int alone) {}

    private final List<Job> jobs;
    private final TimeSlices slices;
    private final ServerKinds kinds;
    private final SimpleDirectedWeightedGraph<Integer, DefaultWeightedEdge> graph = new SimpleDirectedWeightedGraph<>(
            DefaultWeightedEdge.class);
    private int vertices;

    private FlowBound(Night night, long until) {
        this.jobs = night.jobs();
        this.slices = new TimeSlices(jobs, until);
        this.kinds = new ServerKinds(night);
        vertex();
        vertex();
    }

    /** The line time, in milliseconds, that can't be found by this instant; 0 if the flow carries everything. */
    static long lacking(Night night, long until) {
        if (night.jobs().isEmpty()) return 0;
        return new FlowBound(night, until).lacking();
    }

    /** Whether there are so few jobs and slices that the flow is exact and quickly found. */
    static boolean isSmall(Night night) {
        return (long) night.jobs().size() * new TimeSlices(night.jobs(), Long.MAX_VALUE).count() <= MOST_EDGES;
    }

    private long lacking() {
        int[][] servers = serversBySlice();
        groups().forEach((alike, members) -> connect(alike, members, servers));
        long work = jobs.stream().mapToLong(Job::length).sum();
        return work - Math.round(new PushRelabelMFImpl<>(graph).calculateMaximumFlow(SOURCE, SINK));
    }

    private int[][] serversBySlice() {
        int[][] vertex = new int[slices.count()][kinds.count()];
        for (int slice = 0; slice < slices.count(); slice++) {
            for (int kind = 0; kind < kinds.count(); kind++) {
                vertex[slice][kind] = vertex();
                edge(vertex[slice][kind], SINK, slices.length(slice) * kinds.servers(kind));
            }
        }
        return vertex;
    }

    private Map<Alike, List<Job>> groups() {
        boolean alone = (long) jobs.size() * slices.count() <= MOST_EDGES;
        Map<Alike, List<Job>> groups = new LinkedHashMap<>();
        for (int i = 0; i < jobs.size(); i++) {
            Alike alike = new Alike(Arrays.stream(slices.of(jobs.get(i))).boxed().toList(),
                    kinds.of(jobs.get(i)), alone ? i : 0);
            groups.computeIfAbsent(alike, _ -> new ArrayList<>()).add(jobs.get(i));
        }
        return groups;
    }

    private void connect(Alike alike, List<Job> members, int[][] servers) {
        int group = vertex();
        edge(SOURCE, group, members.stream().mapToLong(Job::length).sum());
        for (int slice : alike.slices()) {
            int here = vertex();
            long length = slices.length(slice);
            long usable = members.stream().mapToLong(job -> Math.min(job.length(), length)).sum();
            edge(group, here, usable);
            for (int kind : alike.kinds())
                edge(here, servers[slice][kind], usable);
        }
    }

    private int vertex() {
        graph.addVertex(vertices);
        return vertices++;
    }

    private void edge(int from, int to, long capacity) {
        graph.setEdgeWeight(graph.addEdge(from, to), capacity);
    }

    /** Kinds of servers: those that may serve the same jobs. */
    private static final class ServerKinds {
        private final int[] kindOf;
        private final int[] servers;
        private final Map<int[], List<Integer>> known = new IdentityHashMap<>();

        ServerKinds(Night night) {
            Map<String, Integer> numbers = new LinkedHashMap<>();
            StringBuilder[] signs = signs(night);
            kindOf = Arrays.stream(signs).mapToInt(sign -> numbers.computeIfAbsent(sign.toString(),
                    _ -> numbers.size())).toArray();
            servers = new int[numbers.size()];
            for (int kind : kindOf)
                servers[kind]++;
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

        int count() {
            return servers.length;
        }

        int servers(int kind) {
            return servers[kind];
        }

        List<Integer> of(Job job) {
            return known.computeIfAbsent(job.servers(), servers -> Arrays.stream(servers)
                    .map(server -> kindOf[server]).distinct().sorted().boxed().toList());
        }
    }
}
