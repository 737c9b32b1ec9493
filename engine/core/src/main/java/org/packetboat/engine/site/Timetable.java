package org.packetboat.engine.site;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A plan for the night: who calls which site, and when. A server follows it in order, ahead of it where it can. One
 * that has nothing to do takes the next site of another that has, if its own next ones are not late for that. It holds
 * for a server until a site of it can't be in time any more though it would be called at once: from then on that
 * server's sites are anybody's, and who has the least slack comes first.
 *
 * @param turns  by the name of the site; sites that are not in it come after those that are
 * @param passed the names of sites that the plan has no place for: no other one has to be waited for
 */
public record Timetable(Map<String, Turn> turns, Set<String> passed) {
    /** No plan. */
    public static final Timetable NONE = new Timetable(Map.of());

    public Timetable {
        turns = Map.copyOf(turns);
        passed = Set.copyOf(passed);
    }

    /** One that has a place for all that was known. */
    public Timetable(Map<String, Turn> turns) {
        this(turns, Set.of());
    }

    /** The same, without a place for these. */
    public Timetable passingOver(Set<String> names) {
        return new Timetable(turns, names);
    }

    /**
     * When a site is called.
     *
     * @param server by whom
     * @param start  when
     * @param latest when at the latest, to be in time
     * @param forAll when at the latest, for those that this server calls after it to be in time, too; not after latest
     * @param takes  how long the call takes
     * @param from   when at the earliest, since a call before would be dearer; MIN for as early as can be
     */
    public record Turn(String server, Instant start, Instant latest, Instant forAll, Duration takes, Instant from) {
        /** One that is as cheap at any time. */
        public Turn(String server, Instant start, Instant latest, Instant forAll, Duration takes) {
            this(server, start, latest, forAll, takes, Instant.MIN);
        }

        /** One that takes no time, and after which nobody is in a hurry. */
        public Turn(String server, Instant start, Instant latest) {
            this(server, start, latest, latest, Duration.ZERO);
        }
    }

    boolean passesOver(Site site) {
        return passed.contains(site.name());
    }

    Optional<Turn> turn(Site site) {
        return Optional.ofNullable(turns.get(site.name()));
    }
}
