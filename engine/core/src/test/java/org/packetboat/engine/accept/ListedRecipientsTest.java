package org.packetboat.engine.accept;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.packetboat.engine.sim.SimRoutes.policy;
import static org.packetboat.engine.sim.SimRoutes.route;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.intake.Aliases;
import org.packetboat.engine.intake.Directory;
import org.packetboat.engine.intake.Receipt;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.route.Policy;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.route.SiteDomain;
import org.packetboat.engine.sim.Rig;
import org.packetboat.engine.status.StatusEvent;

/** Who is on a list is taken, and goes to the site where he lives. {@code local.example} is local. */
class ListedRecipientsTest {
    /** A list of the two domains, in memory. */
    private static final class Staff implements Directory {
        private final Map<String, String> sites = new HashMap<>(Map.of("anna@local.example", "", "bob@local.example",
                "north", "carol@corp.example", "south", "dave@corp.example", "", "eve@corp.example", "gone"));
        private boolean read = true;
        /** So many more look-ups are answered before it becomes unreadable. */
        private int readable = Integer.MAX_VALUE;
        private Optional<String> usual = Optional.empty();

        @Override
        public Optional<String> usualSite(Domain domain) {
            return usual;
        }

        @Override
        public Finding find(Address recipient) {
            if (!covers(recipient.domain())) return new Finding.NoList();
            if (!read || --readable < 0) return new Finding.NotKnownYet();
            String name = recipient.localPart().replaceFirst("\\+.*", "");
            Address mailbox = new Address(name, recipient.domain());
            return Optional.ofNullable(sites.get(mailbox.toString()))
                    .<Finding>map(site -> new Finding.Known(Optional.of(site).filter(s -> !s.isEmpty()), mailbox))
                    .orElseGet(Finding.Unknown::new);
        }

        @Override
        public boolean covers(Domain domain) {
            return List.of("local.example", "corp.example").contains(domain.name());
        }
    }

    private final Staff staff = new Staff();
    private final Rig rig = new Rig(policy(route("north", "north.example"), route("south", "south.example"),
            route("main", "*")).with(staff));

    private String refusal(String address) {
        return rig.node.intake().refusal(Address.parse(address)).map(Reply::toString).orElse("");
    }

    private List<String> destinations(QueueId id) {
        return rig.waiting(id).stream().map(Envelope::destination).map(Domain::name).toList();
    }

    @Test
    void whoIsOnNoListIsUnknown() {
        assertEquals("550 5.1.1 There is nobody of this name", refusal("mallory@local.example"));
        assertEquals("550 5.1.1 There is nobody of this name", refusal("mallory@corp.example"));
        assertEquals("", refusal("anna@local.example") + refusal("carol@corp.example") + refusal("x@other.example"));
    }

    @Test
    void peopleOfOneDomainLiveAtManySites() {
        QueueId id = rig.send("s@x", "bob@local.example", "carol@corp.example", "dave@corp.example", "n@north.example");
        assertEquals(List.of("north.site.invalid", "south.site.invalid", "corp.example", "north.example"),
                destinations(id));
        assertEquals("bob@local.example", rig.waiting(id).getFirst().recipients().getFirst().address().toString());
        assertEquals("[south]", rig.node.policy().candidates(SiteDomain.of("south")).stream().map(Route::site).toList()
                .toString());
        assertEquals(List.of("north"), rig.line.called());
    }

    @Test
    void listThatWasNotReadPutsOffInsteadOfRefusing() {
        staff.read = false;
        assertEquals("451 4.3.0 It is not known yet who there is at this domain; try again later",
                refusal("anna@local.example"));
        Receipt receipt = rig.submit(Rig.submission("s@x", "bob@local.example"), new byte[10]).orElseThrow();
        assertEquals(451, assertInstanceOf(Receipt.Rejected.class, receipt).reply().code());
        assertEquals("", refusal("x@other.example"));
    }

    /** It is looked into once for each recipient: between two looks it may go. */
    @Test
    void listThatBecomesUnreadableWhileAMailIsTakenSendsNobodyElsewhere() {
        staff.readable = 1;
        Receipt receipt = rig.submit(Rig.submission("s@x", "carol@corp.example"), new byte[10]).orElseThrow();
        QueueId id = assertInstanceOf(Receipt.Accepted.class, receipt).id();
        assertEquals(List.of("south.site.invalid"), destinations(id));
    }

    @Test
    void postmasterIsAlwaysSomebody() {
        assertEquals("", refusal("PostMaster@corp.example"));
        staff.read = false;
        assertEquals("", refusal("postmaster@local.example"));
        assertEquals(List.of("corp.example"), destinations(rig.send("s@x", "postmaster@corp.example")));
    }

    /** All people of the domain live at sites, and nothing serves the domain itself. */
    @Test
    void postmasterOfADomainWithoutARouteIsAtTheUsualSiteOrHere() {
        Policy p = policy(route("north", "north.example")).with(staff);
        rig.replace(
                new Policy(p.server(), p.local(), p.outlet(), p.routes(), p.names(), p.directory(), p.rules(), false,
                        p.msdead(), p.delayAfter(), p.largest(), p.reporting(), p.clock()));
        assertEquals("", refusal("postmaster@corp.example"));
        assertEquals("[postmaster@local.example]", recipients(rig.send("s@x", "postmaster@corp.example")));
        staff.usual = Optional.of("north");
        assertEquals("", refusal("postmaster@corp.example"));
        assertEquals(List.of("north.site.invalid"), destinations(rig.send("s@x", "postmaster@corp.example")));
    }

    @Test
    void remedyForMailOfASiteWithoutARouteIsARouteOfThatName() {
        rig.send("s@x", "bob@local.example");
        rig.events.clear();
        rig.replace(policy().with(staff));
        assertEquals(
                "no route serves north.site.invalid: 1 mail waits there, to be returned after msdead. Remedy: "
                        + "add a route to a schedule file (for SITE.site.invalid: one with site: SITE), or packetboat "
                        + "delete DOMAIN",
                rig.events(StatusEvent.Trouble.class).getFirst().what());
    }

    @Test
    void siteWithoutARoutePutsOff() {
        Policy p = rig.node.policy();
        rig.replace(new Policy(p.server(), p.local(), p.outlet(), p.routes(), p.names(), false, p.msdead(),
                p.delayAfter(), p.largest(), p.reporting()).with(staff));
        assertEquals("451 4.4.4 The site of this recipient has no route; try again later", refusal("eve@corp.example"));
    }

    @Test
    void nobodyWritesToTheDomainThatStandsForASite() {
        assertEquals("550 5.4.4 No route to this domain", refusal("bob@north.site.invalid"));
    }

    @Test
    void detailOfASubAddressGoesToFarSitesAndNotToMailboxesHere() {
        QueueId here = rig.send("s@x", "anna+news@local.example", "anna@local.example");
        assertEquals("[anna@local.example]", recipients(here));
        assertEquals("[bob+news@local.example]", recipients(rig.send("s@x", "bob+news@local.example")));
    }

    private String recipients(QueueId id) {
        return rig.waiting(id).stream().flatMap(e -> e.recipients().stream()).map(r -> r.address().toString()).toList()
                .toString();
    }

    @Test
    void groupIsTakenThoughAMemberHasLeft() {
        rig.replace(policy(route("main", "*")).with(staff).with(new Aliases(Map.of(
                Address.parse("all@local.example"),
                List.of(Address.parse("left@local.example"), Address.parse("anna@local.example"))))));
        assertEquals("", refusal("all@local.example"));
    }

    @Test
    void namesOfSitesHaveDomainsOfTheirOwn() {
        assertEquals("ny.west-2.site.invalid", SiteDomain.of("ny.west-2").name());
        assertEquals("_4e__59_.site.invalid", SiteDomain.of("NY").name());
        assertEquals("a_2d_.site.invalid", SiteDomain.of("a-").name());
        assertEquals("a_5f_2d_5f_.site.invalid", SiteDomain.of("a_2d_").name());
        assertEquals("m_fc_nchen.site.invalid", SiteDomain.of("münchen").name());
    }
}
