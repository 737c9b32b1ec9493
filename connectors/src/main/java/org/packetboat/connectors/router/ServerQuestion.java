package org.packetboat.connectors.router;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.router.Datagram;
import org.packetboat.engine.router.Endpoint;
import org.packetboat.engine.router.Entry;
import org.packetboat.engine.router.Learned;
import org.packetboat.engine.router.SequenceNumber;
import org.packetboat.protocols.router.DatagramCodec;
import org.packetboat.protocols.router.RouterKey;

/**
 * Asks a network that has just come into reach who takes a domain's mail there: the first server whose signed answer
 * says that it reaches the domain, and not by us. Nothing is kept of what else is said. For any thread.
 */
public final class ServerQuestion {
    private static final int TRIES = 3;
    private static final long ANSWERS = TimeUnit.SECONDS.toNanos(2);
    private static final int LOOK_MILLIS = 100;

    private final Domain server;
    private final DatagramCodec codec;
    private final RandomGenerator random;

    /**
     * @param server our name
     * @param random draws what tells a question from all others
     */
    public ServerQuestion(Domain server, RouterKey key, RandomGenerator random) {
        this.server = server;
        this.codec = new DatagramCodec(key);
        this.random = random;
    }

    /**
     * Asks three times, two seconds apart.
     *
     * @param at   a broadcast address, or a server that knows
     * @param from our addresses to ask from; any if there are none
     * @return the first who takes it; empty if nobody does, or the question can't be sent
     * @throws InterruptedException if it is no longer wanted
     */
    public Optional<Learned> ask(InetSocketAddress at, Domain domain, List<InetAddress> from)
            throws InterruptedException {
        InetAddress ours = from.stream().filter(a -> a.getClass() == at.getAddress().getClass()).findFirst()
                .orElse(null);
        try (DatagramSocket socket = new DatagramSocket(new InetSocketAddress(ours, 0))) {
            socket.setBroadcast(true);
            socket.setSoTimeout(LOOK_MILLIS);
            Optional<Learned> found = Optional.empty();
            for (int tried = 0; tried < TRIES && found.isEmpty(); tried++)
                found = once(socket, at, domain);
            return found;
        } catch (IOException notThere) {
            return Optional.empty();
        }
    }

    private Optional<Learned> once(DatagramSocket socket, InetSocketAddress at, Domain domain)
            throws IOException, InterruptedException {
        SequenceNumber number = new SequenceNumber(random.nextLong(), 1);
        byte[] question = codec.encode(new Datagram.Question(server.name(), number, List.of(domain)));
        socket.send(new DatagramPacket(question, question.length, at));
        for (long end = System.nanoTime() + ANSWERS; System.nanoTime() - end < 0;) {
            if (Thread.interrupted()) throw new InterruptedException();
            Optional<Learned> answer = receive(socket, number, domain);
            if (answer.isPresent()) return answer;
        }
        return Optional.empty();
    }

    private Optional<Learned> receive(DatagramSocket socket, SequenceNumber asked, Domain domain) throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[DatagramCodec.LARGEST], DatagramCodec.LARGEST);
        try {
            socket.receive(packet);
        } catch (SocketTimeoutException nothingCame) {
            return Optional.empty();
        }
        return codec.decode(packet.getData(), packet.getLength())
                .flatMap(said -> answer(said, asked, domain, packet.getAddress().getHostAddress()));
    }

    private Optional<Learned> answer(Datagram said, SequenceNumber asked, Domain domain, String host) {
        if (!(said instanceof Datagram.Advertisement answer) || !answer.answers().equals(Optional.of(asked)))
            return Optional.empty();
        return answer.entries().stream().filter(e -> takes(e, domain)).findFirst()
                .map(e -> new Learned(new Endpoint(host, answer.mail()), e));
    }

    private boolean takes(Entry entry, Domain domain) {
        return entry.isUsable() && entry.covers(domain) && !entry.path().contains(server.name());
    }
}
