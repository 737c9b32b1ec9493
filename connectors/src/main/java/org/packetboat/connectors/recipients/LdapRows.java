package org.packetboat.connectors.recipients;

import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPConnectionOptions;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.ExtendedResult;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResult;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.controls.SimplePagedResultsControl;
import com.unboundid.ldap.sdk.extensions.StartTLSExtendedRequest;
import com.unboundid.util.ssl.HostNameSSLSocketVerifier;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.packetboat.connectors.files.PasswordFile;
import org.packetboat.engine.peer.PeerLogin;
import org.packetboat.engine.peer.PeerPolicy;
import org.packetboat.engine.peer.Tls;

/**
 * A directory (LDAP version 3, RFC 4511): all entries that a filter finds, page by page (RFC 2696), each with its
 * addresses and its site. Each reading is a connection of its own, and has a minute for each page. The directory's
 * certificate has to be trusted and to name the host. An answer that the directory has cut is no list.
 */
public final class LdapRows implements RowSource {
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration ANSWER = Duration.ofMinutes(1);
    private static final int PAGE = 1000;
    /** Before an address in directories of Microsoft's: {@code smtp:bob@example.com}. */
    private static final String SMTP = "smtp:";
    /** The library tells its own version with some errors. */
    private static final Pattern LIBRARY = Pattern.compile(", ldapSDKVersion=[^)]*");

    /**
     * Where the directory is, and how it is spoken to.
     *
     * @param policy TLS, login, and whom we trust; nothing else of it counts
     */
    public record Server(String host, int port, PeerPolicy policy) {}

    /**
     * What is looked for.
     *
     * @param base    the entry at and below which it is
     * @param filter  which entries count (RFC 4515); empty: those that have an address
     * @param address the attribute with the addresses; an entry may have several
     * @param site    the attribute with the site; empty: there is none
     */
    public record Search(String base, Optional<String> filter, String address, Optional<String> site) {}

    private final Server server;
    private final Search search;
    private final int page;
    private String last = "";

    public LdapRows(Server server, Search search) {
        this(server, search, PAGE);
    }

    LdapRows(Server server, Search search, int page) {
        this.server = server;
        this.search = search;
        this.page = page;
    }

    @Override
    public void read(Taker taker) throws IOException, ListRefused {
        try (LDAPConnection connection = connect()) {
            logIn(connection);
            long number = 0;
            SimplePagedResultsControl next = new SimplePagedResultsControl(page);
            while (next != null) {
                SearchRequest request = request();
                request.addControl(next);
                SearchResult found = connection.search(request);
                for (SearchResultEntry entry : found.getSearchEntries())
                    take(entry, ++number, taker);
                SimplePagedResultsControl answer = SimplePagedResultsControl.get(found);
                next = answer != null && answer.moreResultsToReturn()
                        ? new SimplePagedResultsControl(page, answer.getCookie())
                        : null;
            }
        } catch (LDAPException e) {
            throw new IOException(said(e), e);
        }
    }

    private String said(LDAPException e) {
        String text = LIBRARY.matcher(e.getMessage().replaceAll("\\s+", " ")).replaceAll("");
        return e.getResultCode().getName() + " (" + e.getResultCode().intValue() + "): " + text
                + remedy(e.getResultCode(), text).map(what -> "; " + what).orElse("");
    }

    private Optional<String> remedy(ResultCode code, String text) {
        return code == ResultCode.SIZE_LIMIT_EXCEEDED || code == ResultCode.ADMIN_LIMIT_EXCEEDED
                ? Optional.of("the directory has to let the login read all entries (OpenLDAP: limits)")
                : trust().remedy(text);
    }

    private SearchRequest request() throws LDAPException {
        Filter filter = search.filter().isPresent()
                ? Filter.create(search.filter().get())
                : Filter.createPresenceFilter(search.address());
        String[] attributes = search.site().map(site -> new String[]{search.address(), site})
                .orElseGet(() -> new String[]{search.address()});
        return new SearchRequest(search.base(), SearchScope.SUB, filter, attributes);
    }

    private void take(SearchResultEntry entry, long number, Taker taker) throws IOException, ListRefused {
        last = entry.getDN();
        String[] addresses = entry.getAttributeValues(search.address());
        String site = search.site().map(entry::getAttributeValue).map(String::strip).orElse("");
        if (addresses == null) return;
        for (String address : addresses)
            taker.row(number, bare(address.strip()), site);
    }

    private static String bare(String address) {
        return address.toLowerCase(Locale.ROOT).startsWith(SMTP) ? address.substring(SMTP.length()) : address;
    }

    private LDAPConnection connect() throws LDAPException, IOException {
        LDAPConnectionOptions options = new LDAPConnectionOptions();
        options.setConnectTimeoutMillis((int) CONNECT.toMillis());
        options.setResponseTimeoutMillis(ANSWER.toMillis());
        options.setUseSynchronousMode(true);
        options.setFollowReferrals(false);
        options.setSSLSocketVerifier(new HostNameSSLSocketVerifier(true));
        Tls tls = server.policy().tls();
        if (tls == Tls.IMPLICIT) {
            return new LDAPConnection(trust().context().getSocketFactory(), options, server.host(), server.port());
        }
        LDAPConnection connection = new LDAPConnection(options, server.host(), server.port());
        try {
            if (tls != Tls.OFF) secure(connection);
            return connection;
        } catch (LDAPException | IOException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    /** RFC 4511 section 4.14. */
    private void secure(LDAPConnection connection) throws LDAPException, IOException {
        ExtendedResult result = connection.processExtendedOperation(new StartTLSExtendedRequest(trust().context()));
        if (result.getResultCode() != ResultCode.SUCCESS) throw new LDAPException(result);
    }

    private DirectoryTrust trust() {
        return new DirectoryTrust(server.policy().trust().authorities());
    }

    /** The password is read each time, so that a new one needs no restart. */
    private void logIn(LDAPConnection connection) throws LDAPException, IOException {
        Optional<PeerLogin> login = server.policy().login();
        if (login.isPresent())
            connection.bind(login.get().name(), new PasswordFile(Path.of(login.get().file())).read());
    }

    /** Nothing but reading it tells whether it has changed. */
    @Override
    public Optional<String> mark() {
        return Optional.empty();
    }

    @Override
    public String description() {
        return "ldap " + server.host() + ":" + server.port() + " " + search.base()
                + search.filter().map(filter -> " " + filter).orElse("") + " " + search.address()
                + search.site().map(site -> " " + site).orElse("");
    }

    @Override
    public String where(long place) {
        return "ldap " + server.host() + ":" + server.port() + ", entry " + place + (last.isEmpty() ? "" : ", " + last);
    }
}
