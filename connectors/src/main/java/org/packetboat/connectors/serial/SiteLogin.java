package org.packetboat.connectors.serial;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.packetboat.connectors.files.PasswordFile;
import org.packetboat.engine.link.Call;
import org.packetboat.engine.link.Ending;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.route.Transport;
import org.packetboat.engine.text.Quoted;
import org.packetboat.protocols.login.ChatDialogue;
import org.packetboat.protocols.login.ChatScript;
import org.packetboat.protocols.login.Credentials;
import org.packetboat.protocols.login.LoginVerdict;
import org.packetboat.protocols.modem.Prelude;

/** How we log in at sites whose routes have a login. The password is read at each call. */
record SiteLogin(ChatScript script) {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Whom a call is for. @throws IllegalArgumentException if its route does not speak UUCP */
    static Transport.Uucp site(Call call) {
        if (call.route().transport() instanceof Transport.Uucp site) return site;
        throw new IllegalArgumentException(call.route().transport() + " is not reached by UUCP");
    }

    /**
     * What is said at its login prompt; nothing where there is none. @throws IOException if the password can't be read
     */
    List<Prelude> preludes(Transport.Uucp site) throws IOException {
        if (site.login().isEmpty()) return List.of();
        String password = site.passwordFile().isEmpty()
                ? ""
                : new PasswordFile(Path.of(site.passwordFile().get())).read();
        Credentials credentials = new Credentials(site.login().get(), password);
        return List.of(new ChatDialogue(script, credentials, PATIENCE), new LoginVerdict(PATIENCE));
    }

    /** A call for which no port could be had, for this reason. */
    static Ending undialled(String why) {
        return Ending.Unreached.undialled(Quoted.oneLine(why));
    }

    /** A call that did not come about, for this reason. */
    static Ending unreached(String why) {
        return new Ending.Unreached(new Reply(450, "4.4.1", Quoted.oneLine(why)));
    }
}
