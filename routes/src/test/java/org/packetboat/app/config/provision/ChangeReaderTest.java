package org.packetboat.app.config.provision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.packetboat.schedules.yaml.Problem;
import org.packetboat.schedules.yaml.Problems;

class ChangeReaderTest {
    private static final String HASH = "pbkdf2-sha512$210000$c2FsdHNhbHRzYWx0c2FsdA==$aGFzaGhhc2hoYXNoaGFzaA==";

    private static List<String> read(String text) {
        Problems problems = new Problems();
        List<Change> changes = ChangeReader.read("c.yaml", text, problems);
        assertEquals(List.of(), problems.list());
        return changes.stream().map(change -> change.kind().word() + " " + change.name() + " " + change.what())
                .toList();
    }

    @Test
    void yamlAndJsonSayTheSame() {
        List<String> expected = List.of("login anna Password[]", "login bob Is[value=" + HASH + "]",
                "login carl Removed[]", "domain shop.example Is[value=]", "domain old.example Removed[]",
                "site b Is[value={\"site\":\"b\",\"domains\":[\"b.example\"],\"host\":\"mail.b.example\"}]",
                "site m Removed[]");
        assertEquals(expected, read("""
                logins:
                  anna: { password: a long secret }
                  bob: { hash: %s }
                  carl: removed
                domains: { Shop.example: local, old.example: removed }
                sites:
                  b:
                    domains: [b.example]
                    host: mail.b.example
                  m: removed
                """.formatted(HASH)));
        assertEquals(expected, read("""
                {"logins": {"anna": {"password": "a long secret"}, "bob": {"hash": "%s"}, "carl": "removed"},
                 "domains": {"Shop.example": "local", "old.example": "removed"},
                 "sites": {"b": {"domains": ["b.example"], "host": "mail.b.example"}, "m": "removed"}}
                """.formatted(HASH)));
    }

    @Test
    void domainsMayBeAList() {
        assertEquals(List.of("domain a.example Is[value=]", "domain xn--mnchen-3ya.example Is[value=]"),
                read("domains: [a.example, münchen.example, A.EXAMPLE]\n"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|',
            quoteCharacter = '~',
            value = {
                    "logns: {}|c.yaml:1:1: logns: found an unknown key (did you mean \"logins\"?); "
                            + "expected one of: logins, domains, sites",
                    "logins: [anna]|c.yaml:1:9: logins: found a list; expected logins and what each is to be",
                    "logins: { anna: { pasword: x } }|c.yaml:1:19: logins.anna.pasword: found an "
                            + "unknown key (did you mean \"password\"?); expected one of: password, hash",
                    "logins: { 'a:b': { password: x } }|c.yaml:1:18: logins.a:b: not a user name: "
                            + "\"a:b\"; expected one without colon and control characters",
                    "logins: { anna: { hash: x } }|c.yaml:1:25: logins.anna.hash: not a password "
                            + "hash; expected scheme$iterations$salt$hash",
                    "domains: [\"no domain\"]|c.yaml:1:11: domains[0]: found \"no domain\"; "
                            + "expected a domain like shop.example",
                    "domains: { a.example: relay }|c.yaml:1:23: domains.a.example: found "
                            + "\"relay\"; expected local or removed",
                    "sites: { b: [x] }|c.yaml:1:13: sites.b: found a list; expected the route of "
                            + "the site as in a schedule file, like { domains: [b.example], "
                            + "host: mail.b.example }, or removed",
                    "sites: { b: { site: c } }|c.yaml:1:13: sites.b: found the key \"site\"; "
                            + "expected it left out: the name stands before the route"})
    void whatIsWrongIsToldWithItsPlace(String text, String expected) {
        Problems problems = new Problems();
        ChangeReader.read("c.yaml", text, problems);
        List<String> told = problems.list().stream().map(Problem::toString).toList();
        assertTrue(told.contains(expected), told::toString);
    }

    @Test
    void noPasswordIsInAMessage() {
        for (String text : List.of("logins: { anna: wonderland }",
                "logins: { anna: { password: wonderland, hash: x } }",
                "logins: { anna: { password: wonderland, x: y } }", "logins: { 'a:b': { password: wonderland } }",
                "logins: { anna: { hash: wonderland } }")) {
            Problems problems = new Problems();
            ChangeReader.read("c.yaml", text, problems);
            assertFalse(problems.list().isEmpty());
            assertFalse(problems.list().toString().contains("wonderland"), () -> problems.list().toString());
        }
    }
}
