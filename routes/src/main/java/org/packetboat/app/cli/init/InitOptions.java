package org.packetboat.app.cli.init;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The answers that are given on the command line. */
final class InitOptions {
    @Option(names = "--name", description = "This server's name (default: the machine's).")
    private Optional<String> name = Optional.empty();

    @Option(names = "--domain", description = "The domain whose mail stays here (default: made of the name).")
    private Optional<String> domain = Optional.empty();

    @Option(names = "--listen", description = "Where mail comes in (default: 127.0.0.1:2525).")
    private Optional<String> listen = Optional.empty();

    @Option(names = "--zone", description = "Time zone of --window (default: this machine's).")
    private Optional<String> zone = Optional.empty();

    @Option(names = "--window",
            description = "When calls are made (default: 01:00-05:00; ship: 06:00-06:20,18:00-18:20).")
    private Optional<String> window = Optional.empty();

    @Option(names = "--hub", description = "branch-modem, ship: the head office's server, with :PORT if not 25.")
    private Optional<String> hub = Optional.empty();

    @Option(names = "--phone", description = "branch-modem: the head office's telephone number.")
    private Optional<String> phone = Optional.empty();

    @Option(names = "--modem", description = "branch-modem: the modem's port (default: /dev/ttyUSB0).")
    private Optional<String> modem = Optional.empty();

    @Option(names = "--speed", description = "branch-modem: bits per second to the modem (default: 38400).")
    private Optional<String> speed = Optional.empty();

    @Option(names = "--smarthost",
            description = "branch-ip, hub: the mail server that takes mail for everybody else, with :PORT if that is "
                    + "not 587 (with --login) or 25.")
    private Optional<String> smarthost = Optional.empty();

    @Option(names = "--login", description = "What we log in with at the smarthost or the head office.")
    private Optional<String> login = Optional.empty();

    @Option(names = "--rate", description = "ship: what the link carries (default: 64kbit/s).")
    private Optional<String> rate = Optional.empty();

    @Option(names = "--max-size", description = "ship: the largest mail taken (default: 5MB).")
    private Optional<String> size = Optional.empty();

    @Option(names = "--operator", description = "hub: who is told of missed windows (default: the postmaster).")
    private Optional<String> operator = Optional.empty();

    @Option(names = "--hub-key",
            paramLabel = "KEY",
            description = "Not hub: the head office's public key, or the file fleet.pub that its init made and "
                    + "that holds it. The head office may then change this server's configuration by mail.")
    private Optional<String> hubKey = Optional.empty();

    @Option(names = "--branch",
            paramLabel = "DOMAIN[=HOST[:PORT]]",
            description = "hub: a branch's domain, and its host if that has another name. May come several times.")
    private List<String> branches = new ArrayList<>();

    /** What is given, each of it of use and for this role. */
    InitAnswers answers(ServerRole role, CommandLine line) {
        InitAnswers answers = new InitAnswers();
        for (Fact fact : Fact.values())
            of(fact).ifPresent(answer -> {
                refuseIfBad(fact, answer, role, line);
                answers.put(fact, answer);
            });
        branches.forEach(branch -> refuseIfBad(Fact.BRANCH, branch, role, line));
        answers.branches(branches);
        return answers;
    }

    private static void refuseIfBad(Fact fact, String answer, ServerRole role, CommandLine line) {
        if (!role.asked().contains(fact) && !role.optional().contains(fact)) {
            throw new ParameterException(line, fact.option() + " is not for --role " + role);
        }
        if (!fact.takes(answer)) {
            throw new ParameterException(line, fact.option() + ": found \"" + answer + "\"; expected "
                    + fact.expected());
        }
    }

    private Optional<String> of(Fact fact) {
        return switch (fact) {
            case NAME -> name;
            case DOMAIN -> domain;
            case LISTEN -> listen;
            case ZONE -> zone;
            case WINDOW -> window;
            case HUB -> hub;
            case PHONE -> phone;
            case MODEM -> modem;
            case SPEED -> speed;
            case SMARTHOST -> smarthost;
            case LOGIN -> login;
            case RATE -> rate;
            case SIZE -> size;
            case OPERATOR -> operator;
            case HUB_KEY -> hubKey;
            case BRANCH -> Optional.empty();
        };
    }
}
