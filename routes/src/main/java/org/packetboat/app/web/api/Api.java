package org.packetboat.app.web.api;

import static org.packetboat.app.web.api.ApiPath.get;
import static org.packetboat.app.web.api.ApiPath.post;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.packetboat.app.web.board.BigSend;
import org.packetboat.app.web.board.BoardSource;
import org.packetboat.app.web.board.Timeline;
import org.packetboat.app.web.board.SiteDetail;
import org.packetboat.app.web.board.SiteQuery;
import org.packetboat.app.web.board.NightVerdict;
import org.packetboat.app.web.book.AuditBook;
import org.packetboat.app.web.book.AuditEntry;
import org.packetboat.app.web.report.MorningReport;
import org.packetboat.app.web.report.NightReports;
import org.packetboat.connectors.http.Role;
import org.packetboat.connectors.http.StaticFile;
import org.packetboat.connectors.http.WebAnswer;
import org.packetboat.connectors.http.WebPage;
import org.packetboat.connectors.http.WebRequest;
import org.packetboat.connectors.jmx.provision.ProvisionAnswer;
import org.packetboat.connectors.jmx.usage.UsageMXBean;

/**
 * The API, version 1: which paths there are. {@code openapi.json} beside this class describes them. Later versions add
 * paths and fields; none of these goes, or means something else.
 */
public final class Api {
    private static final String V1 = "/api/v1/";
    private static final int UNAVAILABLE = 503;
    private static final int AGAIN = 5;
    /** At most this many answers of the delivery history are in memory at a time. */
    private static final int HISTORIES = 2;

    private final List<ApiPath> endpoints;

    /**
     * @param source     the server that is shown
     * @param nights     what nights came to
     * @param usage      if it is recorded
     * @param provisions what is provisioned
     */
    public Api(BoardSource source, NightReports nights, Optional<UsageMXBean> usage, Provisions provisions) {
        ProvisionPages provision = new ProvisionPages(provisions);
        TonightPages tonight = new TonightPages(source);
        SitePages sites = new SitePages(source);
        QueuePages queue = new QueuePages(source, new ConcurrencyLimit(HISTORIES));
        HealthPages health = new HealthPages(source);
        ActionPages actions = new ActionPages(source);
        ReportPages reports = new ReportPages(nights);
        endpoints = List.of(
                get(V1 + "me", "Who asks, what he may do, and what the server is called", List.of(), Me.class,
                        request -> JsonAnswers.ok(Me.of(request, source))),
                get(V1 + "tonight", "The first page: verdict, counts, who needs a person, big sends", List.of(),
                        TonightPages.Tonight.class, tonight::tonight),
                get(V1 + "night", "A stretch of time as a timeline", List.of("from", "to", "bars"), Timeline.class,
                        tonight::night),
                post(V1 + "what-if", Role.READER, "What the planner would say of another night; changes nothing",
                        TonightPages.WhatIf.class, NightVerdict.class, tonight::whatIf),
                get(V1 + "sites", "Sites, filtered, sorted and counted by state",
                        List.of("q", "state", "sort", "down", "offset", "limit"), SiteQuery.Page.class, sites::list),
                get(V1 + "sites/{site}", "All about one site", List.of(), SiteDetail.class, sites::one),
                get(V1 + "queue", "Domains with mail, or the mail that a text finds",
                        List.of("q", "offset", "limit"), QueuePages.SearchAnswer.class, queue::search),
                get(V1 + "messages/{id}", "A message: what waits of it, and its story", List.of(),
                        QueuePages.MessageView.class, queue::message),
                get(V1 + "messages/{id}/text", "The beginning of its text", List.of("most"),
                        QueuePages.MessageText.class, queue::text).forOperators(),
                get(V1 + "batches", "The big sends that are known", List.of(), QueuePages.Batches.class,
                        queue::batches),
                get(V1 + "batches/{name}", "A big send: a cell for each site, and a page of them",
                        List.of("state", "offset", "limit"), BigSend.class, queue::batch),
                get(V1 + "reports", "The nights of which morning reports are kept", List.of(), ReportPages.Nights.class,
                        reports::nights),
                get(V1 + "reports/{night}", "What a night came to: by the date of its evening, last, or now",
                        List.of(), MorningReport.class, reports::report),
                get(V1 + "health", "Problems with advice, and how the process is doing", List.of(),
                        HealthPages.Health.class, health::health),
                get(V1 + "fleet", "The branches that tell how they are, those that need a person first",
                        List.of("q", "offset", "limit"), FleetPages.Fleet.class, new FleetPages(source)::list),
                get(V1 + "usage", "How much was sent by whom, and where to, by day, sender, login, site or batch",
                        List.of("from", "to", "by", "offset", "limit"), UsagePages.Usage.class,
                        new UsagePages(usage)::list).forOperators(),
                get(V1 + "audit", "What was done by the board, the latest first", List.of("limit"),
                        ActionPages.Audit.class, actions::audit),
                post(V1 + "actions", Role.OPERATOR, "Does something, and notes who did it and why; 202 if it goes on",
                        ActionPages.Asked.class, ActionPages.Done.class, actions::act),
                get(V1 + "provisioned", "Logins, domains or sites that are provisioned, by name",
                        List.of("what", "after", "limit"), ProvisionPages.Provisioned.class, provision::list)
                        .forOperators(),
                post(V1 + "provision", Role.OPERATOR, "Provisions logins, domains and sites, all or none; 202 if it "
                        + "goes on", ProvisionPages.Provision.class, ProvisionAnswer.class, provision::apply),
                new ApiPath("GET", V1 + "live", Role.READER, "Changes as server-sent events of at most 2 KB",
                        List.of(), Optional.empty(), Optional.empty(), new LiveFeed(source, tonight::brief)));
    }

    /** The book of what operators do, in this file. */
    public static AuditBook audit(Path file) {
        return new AuditBook(file, JsonAnswers::text, line -> JsonAnswers.readable(line, AuditEntry.class));
    }

    /** Whoever adds pages to a server. */
    public interface Pages {
        void add(String method, String path, Role role, WebPage page);
    }

    /** Adds all of it. */
    public void addTo(Pages pages) {
        endpoints.forEach(e -> pages.add(e.method(), e.path(), e.role(), request -> answer(e, request)));
        pages.add("GET", V1 + "openapi.json", Role.READER, StaticFile.of(Api.class, "openapi.json"));
    }

    /** What is wrong is told as JSON, too. */
    private static WebAnswer answer(ApiPath endpoint, WebRequest request) {
        try {
            return endpoint.page().answer(request);
        } catch (IllegalArgumentException bad) {
            return JsonAnswers.wrong(400, String.valueOf(bad.getMessage()));
        } catch (ConcurrencyLimit.Busy busy) {
            return JsonAnswers.busy(busy.getMessage(), AGAIN);
        } catch (IllegalStateException busy) {
            return JsonAnswers.wrong(UNAVAILABLE, String.valueOf(busy.getMessage()));
        }
    }

    List<ApiPath> endpoints() {
        return endpoints;
    }
}
