package org.packetboat.engine.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DomainTableTest {
    private record Thing(Domain domain, int number) {}

    private final DomainTable<Thing> table = new DomainTable<>(Thing::domain);
    private final Map<Domain, Thing> model = new HashMap<>();

    private static Domain domain(int number) {
        return new Domain("d" + number + ".example");
    }

    private void change(Random random, int number) {
        if (random.nextInt(3) > 0) {
            Thing thing = new Thing(domain(number), random.nextInt());
            table.put(thing);
            model.put(thing.domain(), thing);
        } else {
            assertEquals(Optional.ofNullable(model.remove(domain(number))), table.remove(domain(number)));
        }
    }

    private void compare(int most) {
        assertEquals(model.size(), table.size());
        assertEquals(new HashSet<>(model.values()), new HashSet<>(table.values()));
        for (int i = 0; i < most; i++)
            assertEquals(Optional.ofNullable(model.get(domain(i))), table.get(domain(i)));
    }

    @Test
    void isAsAMapOfTheJdkIs() {
        Random random = new Random(17);
        for (int most : new int[]{5, 50, 2000}) {
            for (int i = 0; i < 3 * most; i++)
                change(random, random.nextInt(most));
            compare(most);
            table.removeIf(thing -> thing.number() % 2 == 0);
            model.values().removeIf(thing -> thing.number() % 2 == 0);
            compare(most);
        }
    }
}
