package org.packetboat.app.config.settings;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.packetboat.schedules.yaml.Place;
import org.packetboat.schedules.yaml.Problem;

/**
 * The hub that this machine belongs to: its queue is kept by Kafka's brokers.
 *
 * @param servers brokers to begin with, {@code host:port}
 * @param client  settings of Kafka's own clients; their values may be secrets and are never told
 * @param name    the hub's, the same on all of its machines
 * @param machine this machine's, of no other of the hub
 * @param copies  on how many brokers each record is kept
 * @param waits   how much longer than others this machine waits before it takes over
 * @param needs   devices of lines, and folders, without which this machine does not take the queue over
 * @param place   where it is configured
 */
public record ClusterSettings(List<String> servers, Map<String, String> client, String name, String machine,
        int copies, Duration waits, List<Path> needs, Place place) {
    /** On how many brokers records are kept where nothing is said. */
    public static final int COPIES = 3;

    public ClusterSettings {
        servers = List.copyOf(servers);
        needs = List.copyOf(needs);
        client = Map.copyOf(client);
    }

    /** All of it can't be used. */
    public Problem problem(String message) {
        return new Problem(Problem.Weight.ERROR, place, "cluster", message);
    }

    @Override
    public String toString() {
        return "ClusterSettings[servers=" + servers + ", client=" + client.keySet() + ", name=" + name + ", machine="
                + machine + ", copies=" + copies + ", waits=" + waits + ", needs=" + needs + "]";
    }
}
