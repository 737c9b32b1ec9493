package org.packetboat.schedules.plan.bound;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jgrapht.alg.flow.PushRelabelMFImpl;
import org.jgrapht.graph.DefaultWeightedEdge;
import org.jgrapht.graph.SimpleDirectedWeightedGraph;
import org.packetboat.schedules.plan.job.Job;
import org.packetboat.schedules.plan.job.Night;
import org.packetboat.schedules.plan.job.ServerKinds;
import org.packetboat.schedules.plan.job.TimeSlices;

/**
 * How much of the night's work could be done if calls could be cut and moved between servers at will:
 *
 * <pre>
 * source ─ work ─▶ jobs ─ what they could use ─▶ (jobs, slice) ─▶ (slice, kind of server) ─ length × servers ─▶ sink
 * </pre>
 *
 * What such a flow can't carry, no schedule can. Servers that may serve the same jobs are of one kind. Jobs stand alone
 * while there are few; when there are many, those with the same windows and servers are taken together, and if there
 * are many kinds, too, who is tied to which servers is left out. Both only loosen the bound.
 */
public final class FlowBound {
    private static final int MOST_EDGES = 4000;
    private static final int MOST_KINDS = 8;
    private static final int SOURCE = 0;
    private static final int SINK = 1;

    private record Alike(BitSet slices, List<Integer> kinds, int alone) {}

    private final List<Job> jobs;
    private final TimeSlices slices;
    private final boolean alone;
    private final ServerKinds kinds;
    private final SimpleDirectedWeightedGraph<Integer, DefaultWeightedEdge> graph = new SimpleDirectedWeightedGraph<>(
            DefaultWeightedEdge.class);
    private int vertices;

    private FlowBound(Night night, long until) {
        this.jobs = night.jobs();
        this.slices = new TimeSlices(jobs, until);
        this.alone = isSmall(night, slices);
        ServerKinds asTied = ServerKinds.of(night);
        this.kinds = alone || asTied.count() <= MOST_KINDS ? asTied : ServerKinds.all(night);
        vertex();
        vertex();
    }

    /** The line time, in milliseconds, that can't be found by this instant; 0 if the flow carries everything. */
    public static long lacking(Night night, long until) {
        if (night.jobs().isEmpty()) return 0;
        return new FlowBound(night, until).lacking();
    }

    /** Whether there are so few jobs, slices and kinds that the flow is exact and quickly found. */
    static boolean isSmall(Night night) {
        return isSmall(night, new TimeSlices(night.jobs(), Long.MAX_VALUE));
    }

    private static boolean isSmall(Night night, TimeSlices slices) {
        return (long) night.jobs().size() * slices.count() * ServerKinds.of(night).count() <= MOST_EDGES;
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
        Map<Alike, List<Job>> groups = new LinkedHashMap<>();
        for (int i = 0; i < jobs.size(); i++) {
            Alike alike = new Alike(slices.of(jobs.get(i)),
                    kinds.of(jobs.get(i)), alone ? i : 0);
            groups.computeIfAbsent(alike, _ -> new ArrayList<>()).add(jobs.get(i));
        }
        return groups;
    }

    private void connect(Alike alike, List<Job> members, int[][] servers) {
        int group = vertex();
        edge(SOURCE, group, members.stream().mapToLong(Job::length).sum());
        for (int slice : alike.slices().stream().toArray()) {
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
}
