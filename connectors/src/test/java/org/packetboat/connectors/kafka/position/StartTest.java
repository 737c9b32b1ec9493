package org.packetboat.connectors.kafka.position;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;
import org.packetboat.connectors.kafka.client.PositionRule;

/** The table of {@link Start}. */
class StartTest {
    private static final Uuid TOPIC = Uuid.randomUuid();
    private static final Told US = new Told(TOPIC, 7, "hub.example.com");
    private static final String OTHER = new Told(TOPIC, 8, "hub2.example.com").text();
    private static final String GONE = new Told(Uuid.randomUuid(), 7, "hub.example.com").text();
    private static final String TOOL = "";
    private static final OptionalLong NONE = OptionalLong.empty();

    private static OptionalLong at(long offset) {
        return OptionalLong.of(offset);
    }

    private static void startsAt(OptionalLong expected, boolean differs, OptionalLong folder, long group, String by,
            PositionRule rule) {
        Start start = Start.choose(folder, Optional.of(new OffsetAndMetadata(group, by)), US, rule);
        assertEquals(expected, start.next(), start.why());
        assertEquals(differs, start.differs(), start.why());
    }

    private static void startsAtByAnyRule(OptionalLong expected, boolean differs, OptionalLong folder, long group,
            String by) {
        for (PositionRule rule : PositionRule.values())
            startsAt(expected, differs, folder, group, by, rule);
    }

    @Test
    void withoutAnyPositionTheFirstRecordIsNext() {
        assertEquals(NONE, Start.choose(NONE, Optional.empty(), US, PositionRule.FOLDER).next());
        assertEquals(at(4), Start.choose(at(4), Optional.empty(), US, PositionRule.GROUP).next());
    }

    @Test
    void aTopicThatIsGoneSaysNothingOfTheOneMadeAgain() {
        startsAtByAnyRule(NONE, true, NONE, 117, GONE);
        startsAtByAnyRule(at(3), true, at(3), 117, GONE);
    }

    @Test
    void theServerThatReadOnBeforeUsIsBelieved() {
        startsAtByAnyRule(at(100), false, at(50), 100, OTHER);
        startsAtByAnyRule(at(100), true, NONE, 100, OTHER);
    }

    @Test
    void anOlderFolderThatWasPutBackReadsAgainUnlessTheGroupIsToDecide() {
        startsAt(at(50), true, at(50), 100, US.text(), PositionRule.FOLDER);
        startsAt(at(100), true, at(50), 100, US.text(), PositionRule.GROUP);
        startsAt(NONE, true, NONE, 100, US.text(), PositionRule.FOLDER);
    }

    @Test
    void aRestoredFolderTakesWhatTheOneBeforeItToldForItsOwn() {
        Told before = new Told(TOPIC, 6, US.server());
        Optional<OffsetAndMetadata> ahead = Optional.of(new OffsetAndMetadata(100, before.text()));
        assertEquals(at(50), Start.choose(at(50), ahead, US, epoch -> epoch == 6, PositionRule.FOLDER).next());
        assertEquals(at(100), Start.choose(at(50), ahead, US, epoch -> epoch == 6, PositionRule.GROUP).next());
        assertEquals(at(100), Start.choose(at(50), ahead, US, _ -> false, PositionRule.FOLDER).next());
        Optional<OffsetAndMetadata> other = Optional.of(new OffsetAndMetadata(100, OTHER));
        assertEquals(at(100), Start.choose(at(50), other, US, _ -> true, PositionRule.FOLDER).next());
    }

    @Test
    void aCrashBeforeTheGroupWasToldDoublesNothing() {
        startsAtByAnyRule(at(100), false, at(100), 50, US.text());
        startsAtByAnyRule(at(100), false, at(100), 50, OTHER);
    }

    @Test
    void toolsMoveTheGroupAheadAndByTheRuleBack() {
        startsAtByAnyRule(at(100), false, at(50), 100, TOOL);
        startsAt(at(100), true, at(100), 50, TOOL, PositionRule.FOLDER);
        startsAt(at(50), true, at(100), 50, TOOL, PositionRule.GROUP);
    }

    @Test
    void whatIsTellableIsReadBackAndNothingElse() {
        assertEquals(Optional.of(US), Told.parse(US.text()));
        assertEquals(Optional.empty(), Told.parse(""));
        assertEquals(Optional.empty(), Told.parse(null));
        assertEquals(Optional.empty(), Told.parse("packetboat/1 x y z"));
    }
}
