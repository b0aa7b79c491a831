"""Rules of the house that no tool on the shelf will keep for us."""

import ast
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from putright.law.loading import register

ROOT = Path(__file__).parents[2]
HOUSE = ROOT / "putright"
MODULES = sorted(path for path in HOUSE.rglob("*.py") if "migrations" not in path.parts)
TEMPLATES = ROOT / "templates"
NOT_ROOMS = {"utils", "helpers", "common", "services", "managers", "signals", "misc"}
# Only these may ask what time it is; everyone else is told.
CLOCK_READERS = ("web", "watch", "project")
# Django finds these by their names.
FOUND_BY_NAME = {"400.html", "403.html", "403_csrf.html", "404.html", "500.html", "503.html"}


def named(path):
    return str(path.relative_to(HOUSE))


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_no_module_is_longer_than_a_reader_can_hold(path):
    assert len(path.read_text().splitlines()) <= 300


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_no_room_is_an_attic(path):
    assert not NOT_ROOMS & {path.stem, *path.relative_to(HOUSE).parts}


def asks_the_time(tree):
    """The calls that read a clock: datetime.now(), date.today(), time.time(), timezone.now()."""
    calls = (node for node in ast.walk(tree) if isinstance(node, ast.Call))
    return [ast.unparse(call.func) for call in calls if re.search(
        r"(^|\.)(now|utcnow|today|localtime)$|^time\.(time|monotonic)$", ast.unparse(call.func)
    )]  # fmt: skip


@pytest.mark.parametrize(
    "path", [path for path in MODULES if path.relative_to(HOUSE).parts[0] not in CLOCK_READERS], ids=named
)
def test_below_the_web_nobody_asks_what_time_it_is(path):
    assert asks_the_time(ast.parse(path.read_text())) == []


@pytest.mark.parametrize("line", ["datetime.now(UTC)", "date.today()", "timezone.now()", "time.time()"])
def test_a_question_about_the_time_would_be_seen(line):
    assert asks_the_time(ast.parse(line))


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_every_module_says_what_it_is_for(path):
    assert ast.get_docstring(ast.parse(path.read_text()))


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_a_public_name_says_what_it_is_in_one_line_first(path):
    tree = ast.parse(path.read_text())
    kinds = (ast.FunctionDef, ast.ClassDef)
    for node in (node for node in tree.body if isinstance(node, kinds) and not node.name.startswith("_")):
        # A command's two doors are the same in every command, and described where they are called.
        if path.parent.name == "command_line" and node.name in ("run", "add_arguments"):
            continue
        said = ast.get_docstring(node)
        assert said, f"{node.name} says nothing of itself"
        assert "\n\n" in said or "\n" not in said, f"{node.name}: one line, then a blank line, then the rest"


def test_every_template_is_used():
    used = "\n".join(path.read_text() for path in [*MODULES, *TEMPLATES.rglob("*.html")])
    names = {str(path.relative_to(TEMPLATES)) for path in TEMPLATES.rglob("*.html")} - FOUND_BY_NAME
    assert names
    assert {name for name in names if f'"{name}"' not in used} == set()


def test_every_dependency_has_its_sentence():
    text = (ROOT / "pyproject.toml").read_text()
    project = tomllib.loads(text)
    wanted = [*project["project"]["dependencies"], *project["dependency-groups"]["dev"]]
    wanted += [name for names in project["project"]["optional-dependencies"].values() for name in names]
    lines = text.splitlines()
    for dependency in wanted:
        at = next(number for number, line in enumerate(lines) if dependency in line)
        assert lines[at - 1].strip().startswith("#"), dependency


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_the_locks_have_hashes_and_name_no_host(lock):
    text = (ROOT / lock).read_text()
    assert "://" not in text
    pinned = [line for line in text.splitlines() if re.match(r"^[a-z0-9]", line)]
    assert pinned
    assert text.count("--hash=sha256:") >= len(pinned)


def test_every_duty_is_on_one_page_of_law_and_has_one_name_everywhere():
    page = (ROOT / "docs" / "law.md").read_text()
    cases = "\n".join(path.read_text() for path in (ROOT / "tests" / "law").glob("*.yaml"))
    for name in register().duties:
        assert name in page
        assert f"duty: {name}" in cases


def test_the_map_names_every_floor_there_is():
    text = (ROOT / "docs" / "MAP.md").read_text()
    for package in sorted(path.name for path in HOUSE.iterdir() if (path / "__init__.py").exists()):
        assert f"{package}/" in text, f"docs/MAP.md does not say what {package}/ is"


# ---- Models and actions

DECLARED = {"public", "ordinary", "personal", "protected"}
LINES_ARE_WRITTEN_BY = {("record/actions.py", "write"), ("record/actions.py", "write_many")}
ACTIONS = [path for path in MODULES if "actions" in (path.stem, *path.relative_to(HOUSE).parts)]


def models():
    from django.apps import apps

    return [model for model in apps.get_models() if model.__module__.startswith("putright.")]


def floors():
    """Each package and how far down it is: the floors of .importlinter, from the top."""
    text = (ROOT / ".importlinter").read_text()
    listed = re.search(r"contract:floors\].*?^layers =\n(.*?)\n\n", text, re.DOTALL | re.MULTILINE)[1]
    return {
        name: depth for depth, line in enumerate(listed.splitlines()) for name in re.findall(r"[a-z]+", line)
    }  # fmt: skip


def package(model):
    return model.__module__.split(".")[1]


def test_every_model_declares_its_privacy_field_by_field():
    assert models()
    for model in models():
        declared = {name: said for name, said in vars(model.Privacy).items() if not name.startswith("__")}
        assert set(declared) == {
            field.name for field in model._meta.get_fields() if not field.auto_created or field.concrete
        }
        for name, (kind, why, keep, who) in declared.items():
            assert kind in DECLARED and why and keep and who, f"{model.__name__}.{name}"


def test_every_foreign_key_points_down_or_level():
    depth = floors()
    for model in models():
        for field in model._meta.get_fields():
            if field.is_relation and field.concrete:
                assert depth[package(model)] <= depth[package(field.related_model)], f"{model.__name__}.{field.name}"


def test_no_model_orders_itself_or_does_more_than_it_says_when_it_is_saved():
    for model in models():
        assert not model._meta.ordering, model
        assert not {"save", "delete"} & set(vars(model)), model


def test_the_migrations_make_the_tables_that_the_models_describe():
    from django.apps import apps
    from django.db.migrations.autodetector import MigrationAutodetector
    from django.db.migrations.loader import MigrationLoader
    from django.db.migrations.state import ProjectState

    made = MigrationLoader(None)
    wanted = ProjectState.from_apps(apps)
    assert MigrationAutodetector(made.project_state(), wanted).changes(made.graph) == {}


def faults_of_an_action(function):
    """What is wrong with a public function of an actions module, as words."""
    arguments, said = function.args, ast.get_docstring(function) or ""
    if function.args.posonlyargs or arguments.args or arguments.vararg:
        yield "takes something without its name"
    if not {"by", "at"} <= {argument.arg for argument in arguments.kwonlyargs}:
        yield "does not say by whom and when"
    if "transaction.atomic" not in map(ast.unparse, function.decorator_list):
        yield "is not one transaction"
    if not re.fullmatch(r"[^\n]+\.", said.split("\n\n")[0]):
        yield "does not say what it does in a sentence"


def public_functions(tree):
    return [node for node in tree.body if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")]


@pytest.mark.parametrize("path", ACTIONS, ids=named)
def test_every_action_says_who_and_when_and_is_one_transaction(path):
    for function in public_functions(ast.parse(path.read_text())):
        # Lines belong to the transaction of what they are about, and what is said comes first.
        if (named(path), function.name) not in LINES_ARE_WRITTEN_BY:
            assert list(faults_of_an_action(function)) == [], function.name


def test_an_action_that_is_not_one_would_be_seen():
    good = '@transaction.atomic\ndef close(*, by, at, case):\n    """Close a case."""'
    assert list(faults_of_an_action(ast.parse(good).body[0])) == []
    for part, instead in (("*, by", "case, *, by"), ("at, ", ""), ("@transaction.atomic\n", ""), ("case.", "")):
        assert len(list(faults_of_an_action(ast.parse(good.replace(part, instead)).body[0]))) == 1


# ---- What the linter is there to refuse, it refuses


@pytest.fixture
def copy_of_the_house(tmp_path):
    shutil.copytree(HOUSE, tmp_path / "putright", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / ".importlinter", tmp_path)
    return tmp_path


def linted(house):
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
    done = subprocess.run(
        command, cwd=house, capture_output=True, text=True, timeout=120, env={"PYTHONPATH": str(house)}
    )
    return done.returncode, done.stdout + done.stderr


def test_the_linter_is_content_with_the_house_as_it_stands(copy_of_the_house):
    status, said = linted(copy_of_the_house)
    assert (status, "0 broken" in said) == (0, True), said


def test_a_stray_utils_is_refused(copy_of_the_house):
    stray = copy_of_the_house / "putright" / "utils"
    stray.mkdir()
    (stray / "__init__.py").write_text('"""An attic."""\n')
    status, said = linted(copy_of_the_house)
    assert status != 0
    assert "putright.utils" in said


def test_law_importing_django_is_refused(copy_of_the_house):
    module = copy_of_the_house / "putright" / "law" / "register.py"
    module.write_text(module.read_text() + "\nimport django\n")
    status, said = linted(copy_of_the_house)
    assert status != 0
    assert "putright.law.register -> django" in said


def test_a_floor_reaching_up_is_refused(copy_of_the_house):
    module = copy_of_the_house / "putright" / "clocks" / "period.py"
    module.write_text(module.read_text() + "\nfrom putright.law import register\n")
    status, said = linted(copy_of_the_house)
    assert status != 0
    assert "putright.clocks.period -> putright.law" in said


def test_an_uncited_duty_does_not_load(copy_of_the_house):
    """Every command asks the register first, so nothing of Putright runs on law that cites nothing."""
    area = copy_of_the_house / "putright" / "law" / "hazards.yaml"
    area.write_text(area.read_text().replace(", law: hazards-2025 reg 6", "", 1))
    done = subprocess.run(
        [sys.executable, "-c", "import sys; from putright.project.command_line import main; sys.exit(main(['law']))"],
        cwd=copy_of_the_house,
        capture_output=True,
        text=True,
        timeout=60,
        env={"PYTHONPATH": str(copy_of_the_house)},
    )
    assert done.returncode == 2
    assert "hazards.significant_investigate: it cites no law" in done.stderr
    assert "Traceback" not in done.stderr
