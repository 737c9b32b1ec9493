package org.packetboat.connectors.smtp.client;

import io.netty.buffer.ByteBuf;
import io.netty.channel.AddressedEnvelope;
import io.netty.handler.codec.dns.DefaultDnsQuestion;
import io.netty.handler.codec.dns.DefaultDnsRecordDecoder;
import io.netty.handler.codec.dns.DnsQuestion;
import io.netty.handler.codec.dns.DnsRawRecord;
import io.netty.handler.codec.dns.DnsRecordType;
import io.netty.handler.codec.dns.DnsResponse;
import io.netty.handler.codec.dns.DnsResponseCode;
import io.netty.handler.codec.dns.DnsSection;
import io.netty.util.concurrent.Future;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * One question, put to one name server after the other until one of them knows; the first good answer wins. Good is
 * NOERROR, with or without records, and NXDOMAIN. Whatever else a server says (SERVFAIL, REFUSED, NOTIMP, nonsense) or
 * doesn't say is that server's trouble: the next one is asked, and if there is none, nobody could tell now (RFC 5321
 * section 5.1: the mail waits). Aliases are followed, also where a server leaves that to us. For the network's thread.
 */
final class DnsInquiry<T> {
    /** Sends a question to one server. */
    interface Exchange {
        Future<AddressedEnvelope<DnsResponse, InetSocketAddress>> ask(InetSocketAddress server, DnsQuestion question,
                boolean edns);
    }

    private static final int MOST_ALIASES = 8;

    private final NameServers servers;
    private final Exchange exchange;
    private final DnsRecordType type;
    private final Function<ByteBuf, T> read;
    private final CompletableFuture<Lookup<T>> result;
    private final Set<String> names = new HashSet<>();
    private final Deque<InetSocketAddress> left = new ArrayDeque<>();
    private String name;
    private String trouble = "no name server is configured";

    /** @param read makes a value of a record's content; may throw if that is nonsense */
    DnsInquiry(NameServers servers, Exchange exchange, String name, DnsRecordType type, Function<ByteBuf, T> read,
            CompletableFuture<Lookup<T>> result) {
        this.servers = servers;
        this.exchange = exchange;
        this.name = name.toLowerCase(Locale.ROOT) + ".";
        this.type = type;
        this.read = read;
        this.result = result;
    }

    void begin() {
        names.add(name);
        left.clear();
        left.addAll(servers.inOrder());
        next();
    }

    private void next() {
        InetSocketAddress server = left.poll();
        if (server == null) {
            result.complete(new Lookup.Failed<>("DNS does not answer for " + withoutDot(name) + ": " + trouble));
            return;
        }
        boolean edns = servers.takesEdns(server);
        try {
            exchange.ask(server, new DefaultDnsQuestion(name, type), edns).addListener(
                    (Future<AddressedEnvelope<DnsResponse, InetSocketAddress>> answer) -> heard(server, edns, answer));
        } catch (IllegalArgumentException noName) { // longer than DNS has names: nobody can have it
            result.complete(new Lookup.NoSuchName<>());
        }
    }

    private static String withoutDot(String name) {
        return name.substring(0, name.length() - 1);
    }

    private void heard(InetSocketAddress server, boolean edns,
            Future<AddressedEnvelope<DnsResponse, InetSocketAddress>> answer) {
        if (!answer.isSuccess()) {
            servers.didNotAnswer(server);
            tryNext(server, "does not answer");
            return;
        }
        servers.answered(server);
        AddressedEnvelope<DnsResponse, InetSocketAddress> envelope = answer.getNow();
        try {
            judge(server, edns, envelope.content());
        } catch (RuntimeException nonsense) {
            tryNext(server, "answers nonsense: " + nonsense.getMessage());
        } finally {
            envelope.release();
        }
    }

    private void tryNext(InetSocketAddress server, String why) {
        trouble = server.getHostString() + " " + why;
        next();
    }

    private void judge(InetSocketAddress server, boolean edns, DnsResponse response) {
        DnsResponseCode code = response.code();
        if (code.equals(DnsResponseCode.NXDOMAIN)) {
            result.complete(new Lookup.NoSuchName<>());
        } else if (code.equals(DnsResponseCode.FORMERR) && edns) {
            servers.knowsNoEdns(server);
            left.addFirst(server);
            next();
        } else if (!code.equals(DnsResponseCode.NOERROR)) {
            tryNext(server, "says " + code);
        } else if (response.isTruncated()) {
            tryNext(server, "answers too much for UDP, and can't be reached by TCP");
        } else if (response.count(DnsSection.ANSWER) == 0 && isReferral(response)) {
            tryNext(server, "looks up nothing for us, and sends us to other servers");
        } else {
            take(response);
        }
    }

    private static boolean isReferral(DnsResponse response) {
        return !response.isAuthoritativeAnswer() && !response.isRecursionAvailable();
    }

    /** The records of the name at the end of the aliases; if there are only aliases, asks for where they lead. */
    private void take(DnsResponse response) {
        Map<String, String> aliases = new HashMap<>();
        Map<String, List<T>> found = new HashMap<>();
        for (int i = 0; i < response.count(DnsSection.ANSWER); i++) {
            if (!(response.recordAt(DnsSection.ANSWER, i) instanceof DnsRawRecord entry)) continue;
            String owner = entry.name().toLowerCase(Locale.ROOT);
            if (entry.type().equals(type)) {
                found.computeIfAbsent(owner, _ -> new ArrayList<>()).add(read.apply(entry.content().duplicate()));
            } else if (entry.type().equals(DnsRecordType.CNAME)) {
                String target = DefaultDnsRecordDecoder.decodeName(entry.content().duplicate());
                aliases.put(owner, target.toLowerCase(Locale.ROOT));
            }
        }
        follow(aliases, found);
    }

    private void follow(Map<String, String> aliases, Map<String, List<T>> found) {
        String asked = name;
        while (aliases.containsKey(name)) {
            name = aliases.get(name);
            if (!names.add(name) || names.size() > MOST_ALIASES) {
                result.complete(
                        new Lookup.Failed<>("DNS has aliases in a circle, or too many, for " + withoutDot(asked)));
                return;
            }
        }
        List<T> records = found.getOrDefault(name, List.of());
        if (!records.isEmpty() || name.equals(asked)) result.complete(new Lookup.Found<>(records));
        else begin();
    }
}
