package org.packetboat.connectors.kafka.position;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongPredicate;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.packetboat.connectors.kafka.client.PositionRule;

/**
 * Where a partition is to be read on, and why there. The data folder's position moves together with the mail; the
 * group's is told after it, so it is behind after a crash, and ahead if another server of the group has read on, or if
 * an older data folder was put back.
 *
 * <pre>
 * folder   group                                         read on at
 * none     none                                          the first record
 * any      of a topic that is gone                       as if the group had none
 * any      the same                                      there
 * n        ahead, told by another server or a tool       the group's
 * none     told by another folder or a tool              the group's: this folder is new
 * n, none  ahead, told by this very folder: it is older  rule FOLDER: the folder's (none: the first record)
 *          now than it was then                          rule GROUP: the group's
 * n        behind, told by us or another server          the folder's: the group was not told yet
 * n        behind, set by a tool                         rule FOLDER: the folder's; rule GROUP: the group's
 * </pre>
 *
 * @param next    empty for the first record
 * @param differs whether folder and group said different things that an operator should hear of
 */
public record Start(OptionalLong next, boolean differs, String why) {
    /** The same for a folder that was not restored. */
    static Start choose(OptionalLong folder, Optional<OffsetAndMetadata> told, Told us, PositionRule rule) {
        return choose(folder, told, us, _ -> false, rule);
    }

    /**
     * Chooses by the table.
     *
     * @param us      what this server would tell of this topic now
     * @param earlier whether our folder was restored from one of this epoch: what that one told counts as told by ours
     */
    static Start choose(OptionalLong folder, Optional<OffsetAndMetadata> told, Told us, LongPredicate earlier,
            PositionRule rule) {
        Optional<Told> by = told.flatMap(t -> Told.parse(t.metadata()));
        if (by.filter(b -> !b.topic().equals(us.topic())).isPresent())
            return new Start(folder, true, "the group's position is of a topic that is gone");
        if (told.isEmpty()) return new Start(folder, false, "as in the data folder");
        long group = told.get().offset();
        if (folder.equals(OptionalLong.of(group))) return new Start(folder, false, "as in folder and group");
        boolean byUs = by.filter(b -> b.equals(us) || b.isOf(us.server()) && earlier.test(b.epoch())).isPresent();
        return group > folder.orElse(-1) ? ahead(folder, group, byUs, rule) : behind(folder, group, by, rule);
    }

    private static Start ahead(OptionalLong folder, long group, boolean byUs, PositionRule rule) {
        if (!byUs) {
            return new Start(OptionalLong.of(group), folder.isEmpty(), folder.isEmpty()
                    ? "the data folder is new; the group has read up to there"
                    : "others have read up to there");
        }
        String older = "the data folder is older than what it told the group";
        return rule == PositionRule.FOLDER
                ? new Start(folder, true, older + "; position: folder")
                : new Start(OptionalLong.of(group), true, older + "; position: group");
    }

    private static Start behind(OptionalLong folder, long group, Optional<Told> by, PositionRule rule) {
        if (by.isPresent()) return new Start(folder, false, "the group was not told yet");
        return rule == PositionRule.FOLDER
                ? new Start(folder, true, "the group was set back by somebody else; position: folder")
                : new Start(OptionalLong.of(group), true, "the group was set back; position: group");
    }
}
