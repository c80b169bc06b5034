package dev.nightshift.cli;

import dev.nightshift.cli.WebhookEndpoints.Endpoint;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists whom OpenAI tells. */
@Command(
        name = "webhook",
        description = {
            "Lists whom OpenAI tells when a batch is over. A stack that is told need not ask, and",
            "has its results at once."
        },
        footer = {
            "  nightshift webhook register --live --endpoint https://ID.execute-api.REGION.amazonaws.com",
            "  nightshift webhook rotate --live --endpoint https://ID.execute-api.REGION.amazonaws.com",
            "",
            "Signing secrets go from OpenAI to Secrets Manager and are never shown."
        })
final class WebhookCommand extends StackCommand {
    WebhookCommand(Shell shell) {
        super(shell);
    }

    @Override
    public Integer call() {
        try (WebhookEndpoints endpoints = WebhookTarget.of(shell(), stack()).endpoints()) {
            List<Endpoint> all = endpoints.all();
            if (all.isEmpty()) {
                shell().out()
                        .println(
                                "OpenAI tells nobody. 'nightshift webhook register' changes that.");
                return ExitCode.DONE;
            }
            var table = new TextTable("", "llll");
            table.add("ENDPOINT", "NAME", "SECRET", "URL");
            for (Endpoint one : all) {
                table.add(
                        Printable.line(one.id()),
                        Printable.line(one.name()),
                        Printable.line(one.hint()),
                        Printable.line(one.url()));
            }
            table.lines().forEach(shell().out()::println);
            return ExitCode.DONE;
        }
    }

    /** A command about the endpoint of one stack. */
    @Command
    abstract static class OfOneStack extends StackCommand {
        @Option(
                names = "--stack",
                paramLabel = "NAME",
                description = "The stack's name at AWS; nightshift if not said.")
        private String name = "nightshift";

        OfOneStack(Shell shell) {
            super(shell);
        }

        @Override
        public Integer call() {
            WebhookTarget target = WebhookTarget.of(shell(), stack());
            try (WebhookEndpoints endpoints = target.endpoints()) {
                Endpoint existing =
                        endpoints.all().stream()
                                .filter(one -> one.url().equals(target.address().toString()))
                                .findFirst()
                                .orElse(null);
                change(target, endpoints, existing);
                return ExitCode.DONE;
            }
        }

        /**
         * @param existing the stack's endpoint; null where OpenAI knows none
         */
        abstract void change(
                WebhookTarget target, WebhookEndpoints endpoints, @Nullable Endpoint existing);

        /** Has the stack know a new secret, and tries it. */
        void keep(WebhookTarget target, WebhookEndpoints endpoints, Endpoint fresh) {
            if (fresh.secret() == null) {
                throw CommandException.wrong("OpenAI did not tell the signing secret");
            }
            target.keep(name, fresh.secret());
            tell(endpoints.test(fresh.id()), target);
        }

        void tell(int status, WebhookTarget target) {
            if (status / 100 != 2) {
                throw CommandException.wrong(
                        "a sample that OpenAI delivered to %s was answered with %d; 'nightshift webhook test' tries again"
                                .formatted(target.address(), status));
            }
            shell().out()
                    .println("A sample was delivered to %s and taken.".formatted(target.address()));
        }

        static Endpoint require(@Nullable Endpoint existing, WebhookTarget target) {
            if (existing == null) {
                throw CommandException.wrong(
                        "OpenAI does not tell %s; 'nightshift webhook register' has it do so"
                                .formatted(target.address()));
            }
            return existing;
        }
    }

    /** Has OpenAI tell a stack. */
    @Command(
            name = "register",
            description = {
                "Has OpenAI tell a stack when a batch is over, and the stack know how that is signed.",
                "Where it was registered before, its secret is rotated."
            },
            footer =
                    "  nightshift webhook register --live --endpoint https://ID.execute-api.REGION.amazonaws.com")
    static final class Register extends OfOneStack {
        Register(Shell shell) {
            super(shell);
        }

        @Override
        void change(WebhookTarget target, WebhookEndpoints endpoints, @Nullable Endpoint existing) {
            Endpoint fresh =
                    existing == null
                            ? endpoints.create("nightshift", target.address())
                            : endpoints.rotate(existing.id(), true);
            keep(target, endpoints, fresh);
        }
    }

    /** Changes the signing secret. */
    @Command(
            name = "rotate",
            description = "Has OpenAI sign with another secret from now on, and the stack know it.",
            footer =
                    "  nightshift webhook rotate --live --endpoint https://ID.execute-api.REGION.amazonaws.com")
    static final class Rotate extends OfOneStack {
        @Option(
                names = "--now",
                description = {
                    "End the old secret at once, as for one that leaked. Without it OpenAI signs",
                    "with both for a day."
                })
        private boolean isAtOnce;

        Rotate(Shell shell) {
            super(shell);
        }

        @Override
        void change(WebhookTarget target, WebhookEndpoints endpoints, @Nullable Endpoint existing) {
            keep(target, endpoints, endpoints.rotate(require(existing, target).id(), !isAtOnce));
        }
    }

    /** Has a sample delivered. */
    @Command(
            name = "test",
            description = "Has OpenAI deliver a sample, and says whether the stack took it.",
            footer =
                    "  nightshift webhook test --live --endpoint https://ID.execute-api.REGION.amazonaws.com")
    static final class Test extends OfOneStack {
        Test(Shell shell) {
            super(shell);
        }

        @Override
        void change(WebhookTarget target, WebhookEndpoints endpoints, @Nullable Endpoint existing) {
            tell(endpoints.test(require(existing, target).id()), target);
        }
    }

    /** Ends it. */
    @Command(
            name = "delete",
            description = "Has OpenAI tell an endpoint no more; the stack looks for itself then.",
            footer = "  nightshift webhook delete whe_0a1b2c")
    static final class Delete extends StackCommand {
        @Parameters(
                paramLabel = "ENDPOINT",
                description = "Its id, as 'nightshift webhook' lists it.")
        private String id = "";

        Delete(Shell shell) {
            super(shell);
        }

        @Override
        public Integer call() {
            if (!id.matches("[A-Za-z0-9_-]+")) {
                throw CommandException.wrong("'%s' is no id of an endpoint".formatted(id));
            }
            try (WebhookEndpoints endpoints = WebhookTarget.of(shell(), stack()).endpoints()) {
                endpoints.delete(id);
                shell().out().println("OpenAI tells %s no more.".formatted(id));
                return ExitCode.DONE;
            }
        }
    }
}
