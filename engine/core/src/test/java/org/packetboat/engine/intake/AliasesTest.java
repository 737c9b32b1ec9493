package org.packetboat.engine.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.mail.Address;

class AliasesTest {
    private static List<Address> addresses(String... names) {
        return Arrays.stream(names).map(name -> Address.parse(name + "@x.example")).toList();
    }

    /** Each text is a name, a colon and its members. */
    private static Map<Address, List<Address>> members(String... groups) {
        Map<Address, List<Address>> members = new LinkedHashMap<>();
        for (String group : groups) {
            String[] parts = group.split(":");
            members.put(addresses(parts[0]).getFirst(), addresses(parts[1].split(",")));
        }
        return members;
    }

    @Test
    void anAddressThatIsNoAliasStandsForItself() {
        assertEquals(addresses("Anna"), new Aliases(members("all:bob")).expand(addresses("Anna").getFirst()));
    }

    @Test
    void groupsInGroupsComeInOrderAndNobodyTwice() {
        Aliases aliases = new Aliases(members("all:sales,carl,desk", "sales:anna,bob", "desk:bob,sales,dora"));
        assertEquals(addresses("anna", "bob", "carl", "dora"), aliases.expand(addresses("all").getFirst()));
    }

    @Test
    void namesAreFoundInAnyCaseButMembersKeepTheirs() {
        Aliases aliases = new Aliases(members("Sales:Anna"));
        assertEquals(addresses("Anna"), aliases.expand(addresses("SALES").getFirst()));
    }

    @Test
    void refusesAndShowsANameMadeOfItself() {
        Map<Address, List<Address>> members = members("free:anna", "a:anna,B", "b:c", "c:bob,A");
        assertEquals(addresses("a", "b", "c", "a"), Aliases.cycle(members));
        assertThrows(IllegalArgumentException.class, () -> new Aliases(members));
        assertEquals(addresses("s", "s"), Aliases.cycle(members("s:s,t")));
    }

    @Test
    void namesReachedByTwoWaysAreNoCycle() {
        assertEquals(List.of(), Aliases.cycle(members("top:left,right", "left:low", "right:low", "low:anna")));
    }

    @Test
    void refusesToNestWithoutEnd() {
        String[] chain = new String[200];
        for (int i = 0; i < chain.length; i++) {
            chain[i] = "g" + i + ":g" + (i + 1);
        }
        assertFalse(Aliases.cycle(members(chain)).isEmpty());
    }

    @Test
    void manyGroupsOfTheSameGroupsExpandQuickly() {
        String[] layers = new String[60];
        for (int i = 0; i < layers.length; i++) {
            layers[i] = "g" + i + ":g" + (i + 1) + ",g" + (i + 1) + ",m" + i;
        }
        assertEquals(61, new Aliases(members(layers)).expand(addresses("g0").getFirst()).size());
    }
}
