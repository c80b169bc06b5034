package dev.nightshift.local.template;

import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import dev.nightshift.http.HttpHandler;
import io.micronaut.http.annotation.Controller;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The actions of AWS that the code behind a handler can come to, by its bytecode: whatever is
 * called from the handler on, what overrides it, and of each object that is made what the JDK calls
 * on it.
 */
final class CallsOfFunctions {
    private static final String AWS = "software.amazon.awssdk.services.";
    private static final Map<String, String> CLIENTS =
            Map.of(
                    AWS + "s3.S3Client", "s3",
                    AWS + "s3.presigner.S3Presigner", "s3",
                    AWS + "dynamodb.DynamoDbClient", "dynamodb",
                    AWS + "sfn.SfnClient", "states",
                    AWS + "lambda.LambdaClient", "lambda",
                    AWS + "secretsmanager.SecretsManagerClient", "secretsmanager");

    /** What a transaction is allowed by. */
    private static final Map<String, String> CHANGES =
            Map.of(
                    "Check", "ConditionCheckItem",
                    "Put", "PutItem",
                    "Update", "UpdateItem",
                    "Delete", "DeleteItem");

    private final JavaClasses classes =
            new ClassFileImporter()
                    .withImportOption(new DoNotIncludeTests())
                    .importPackages("dev.nightshift");
    private final Set<String> functions;

    /**
     * @param handlers of all functions, by class name; none calls another's classes
     */
    CallsOfFunctions(Set<String> handlers) {
        functions =
                handlers.stream()
                        .map(handler -> classes.get(handler).getPackageName())
                        .collect(Collectors.toSet());
    }

    /** The actions of a handler, as {@code s3:GetObject}. */
    Set<String> of(String handler) {
        JavaClass entry = classes.get(handler);
        Search search = new Search(entry.getPackageName());
        entry.getCodeUnits().forEach(search::reach);
        if (entry.isAssignableTo(HttpHandler.class)) {
            entry.getPackage().getClasses().stream()
                    .filter(one -> one.isAnnotatedWith(Controller.class))
                    .forEach(one -> one.getCodeUnits().forEach(search::reach));
        }
        return search.run();
    }

    private final class Search {
        private final String function;
        private final Deque<JavaCodeUnit> open = new ArrayDeque<>();
        private final Set<JavaCodeUnit> reached = new HashSet<>();
        private final Set<String> actions = new TreeSet<>();

        Search(String function) {
            this.function = function;
        }

        void reach(JavaCodeUnit unit) {
            JavaClass owner = unit.getOwner();
            if (isAnotherFunction(owner) || !reached.add(unit)) {
                return;
            }
            open.add(unit);
            // Whatever is called has been made, though perhaps by injection.
            owner.getConstructors().forEach(this::reach);
            owner.getMethods().stream()
                    .filter(method -> isCalledByOthers(owner, method.getName()))
                    .forEach(this::reach);
        }

        Set<String> run() {
            while (!open.isEmpty()) {
                for (JavaAccess<?> access : open.remove().getAccessesFromSelf()) {
                    if (access.getTarget() instanceof CodeUnitAccessTarget target) {
                        follow(target);
                    }
                }
            }
            return actions;
        }

        private void follow(CodeUnitAccessTarget target) {
            JavaClass owner = target.getOwner();
            String client = CLIENTS.get(owner.getName());
            if (client != null) {
                Actions.of(client, target.getName()).forEach(actions::add);
                return;
            }
            if (owner.getName().startsWith("dev.nightshift.storage.Change$")
                    && target.getName().equals("<init>")) {
                actions.add("dynamodb:" + CHANGES.get(owner.getSimpleName()));
            }
            target.resolveMember()
                    .filter(member -> isOurs(member.getOwner()))
                    .ifPresent(member -> reach((JavaCodeUnit) member));
            if (isOurs(owner)) {
                owner.getAllSubclasses().stream()
                        .flatMap(one -> one.getMethods().stream())
                        .filter(method -> method.getName().equals(target.getName()))
                        .forEach(this::reach);
            }
        }

        private boolean isAnotherFunction(JavaClass type) {
            return !type.getPackageName().equals(function)
                    && functions.contains(type.getPackageName());
        }

        private static boolean isOurs(JavaClass type) {
            return type.getName().startsWith("dev.nightshift.");
        }

        /** Whether it has the name of a method that a class of the JDK or a library declares. */
        private static boolean isCalledByOthers(JavaClass made, String method) {
            return Stream.concat(
                            made.getAllRawSuperclasses().stream(),
                            made.getAllRawInterfaces().stream())
                    .filter(type -> !isOurs(type) && !type.isEquivalentTo(Object.class))
                    .flatMap(type -> type.getMethods().stream())
                    .anyMatch(one -> one.getName().equals(method));
        }
    }
}
