package org.packetboat.camel.events;

import java.util.Optional;

/**
 * An event as routes hear of it.
 *
 * @param json  all of it
 * @param id    the same whenever it is told
 * @param name  what kind of event it is
 * @param key   what belongs together and stays in order
 * @param mail  the queue id of the message it is about
 * @param batch the big send that message belongs to
 * @param place where it stands in its feed: the partition, 0 where there is but one, and the number in it
 */
public record ToldEvent(String json, String id, String name, Optional<String> key, Optional<String> mail,
        Optional<String> batch, Place place) {
    /** Numbers in one partition grow. */
    public record Place(String part, long number) {}
}
