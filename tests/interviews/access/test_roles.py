"""What each role may see and do: pages, actions, admin and API, at its own position and at another one."""

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client
from django.urls import reverse

from interviews import demo, services
from interviews.access import roles
from interviews.models import Candidate, Interview, Membership, Position, StaffAction
from tests.interviews.scenes import finished, started

pytestmark = pytest.mark.django_db

ROLES = ("administrator", "recruiter", "hiring_manager", "observer", "none")

# The status of each request, by role in the order of ROLES. `held` and `over` are interviews of the role's own
# position, `other` and `other-over` are the same of another position.
TABLE = """
GET  page held                 200 200 200 200 404
GET  page over                 200 200 200 404 404
GET  page other                404 404 404 404 404
GET  parts held                200 200 200 200 404
GET  parts other               404 404 404 404 404
POST page held                 302 302 404 404 404
POST page other                404 404 404 404 404
GET  scorecard over            200 200 200 404 404
GET  scorecard held            404 404 404 404 404
GET  scorecard other-over      404 404 404 404 404
GET  scorecards over           200 200 200 404 404
GET  scorecards other-over     404 404 404 404 404
GET  decision over             200 200 200 404 404
GET  decision held             404 404 404 404 404
GET  decision other-over       404 404 404 404 404
POST decision over             422 404 422 404 404
POST decision other-over       404 404 404 404 404
GET  comparison over           200 200 200 404 404
GET  comparison other-over     404 404 404 404 404
GET  api held                  200 200 200 200 404
GET  api over                  200 200 200 404 404
GET  api other                 404 404 404 404 404
POST api-cancel held           202 202 404 404 404
POST api-cancel other          404 404 404 404 404
GET  practise held             405 405 405 405 405
POST practise held             302 302 404 404 404
POST practise other            404 404 404 404 404
GET  admin-interviews held     200 200 200 200 403
GET  admin-interview held      200 200 200 200 403
GET  admin-interview over      200 200 200 302 403
GET  admin-interview other     302 302 302 302 403
GET  admin-add-interview held  200 200 403 403 403
GET  admin-delete held         200 403 403 403 403
GET  admin-delete other        302 403 403 403 403
GET  admin-positions held      200 200 200 403 403
GET  admin-position held       200 200 200 403 403
GET  admin-position other      302 302 302 403 403
GET  admin-add-position held   403 403 403 403 403
GET  admin-turns held          200 200 200 403 403
GET  admin-attempts held       200 403 403 403 403
GET  admin-candidates held     200 200 403 403 403
GET  admin-candidate held      200 200 403 403 403
GET  admin-candidate other     302 302 403 403 403
GET  admin-requests held       200 200 403 403 403
GET  admin-roles held          403 403 403 403 403
GET  admin-keys held           403 403 403 403 403
"""
ROWS = [line.split() for line in TABLE.strip().splitlines()]


@pytest.fixture
def scene() -> dict[str, Interview]:
    """Return an interview that is held and one that is over, of one position, and the same of another position."""
    elsewhere = finished("ko")
    return {"over": finished(), "held": started(), "other-over": elsewhere, "other": started("ko")}


def signed_in(role: str, position: Position | None) -> Client:
    user = User.objects.create_user(role, is_staff=True)
    if role != "none":
        Membership.objects.create(user=user, position=position, role=role)
    client = Client(headers={"accept-language": "en"})
    client.force_login(user)
    return client


def address(name: str, interview: Interview) -> str:
    model = {"attempt": "generation", "role": "membership", "key": "apikey", "request": "candidaterequest"}
    if name.startswith("admin-"):
        kind = name.removeprefix("admin-").removeprefix("add-")
        key = {"position": interview.position_id, "candidate": interview.candidate_id}.get(kind, interview.pk)
        if name.startswith("admin-add-"):
            return reverse(f"admin:interviews_{kind}_add")
        if kind == "delete":
            return reverse("admin:interviews_interview_delete", args=[key])
        if kind.endswith("s"):
            return reverse(f"admin:interviews_{model.get(kind[:-1], kind[:-1])}_changelist")
        return reverse(f"admin:interviews_{kind}_change", args=[key])
    if name in ("practise", "comparison"):
        app = "interviews" if name == "practise" else "staff"
        return reverse(f"{app}:{name}", args=[interview.position_id])
    if name in ("scorecard", "scorecards", "decision"):
        return reverse(f"staff:{name}", args=[interview.pk])
    if name.startswith("api"):
        return f"/v1/interviews/{interview.pk}" + ("/cancel" if name == "api-cancel" else "")
    return reverse("staff:interview" if name == "page" else "staff:interview-parts", args=[interview.pk])


def visit(client: Client, method: str, name: str, interview: Interview) -> int:
    path = address(name, interview)
    if method == "GET":
        return int(client.get(path).status_code)
    if name == "api-cancel":
        return int(client.post(path, {"turn": 1}, content_type="application/json").status_code)
    return int(client.post(path, {"action": "stop", "reason": "Off topic.", "turn": "1"}).status_code)


@pytest.mark.parametrize("role", ROLES)
def test_a_role_at_a_position_opens_what_the_table_says(scene: dict[str, Interview], role: str) -> None:
    client = signed_in(role, scene["held"].position)
    column = 3 + ROLES.index(role)
    found = {" ".join(row[:3]): visit(client, row[0], row[1], scene[row[2]]) for row in ROWS}
    expected = {" ".join(row[:3]): int(row[column]) for row in ROWS}
    assert {name: status for name, status in found.items() if status != expected[name]} == {}


def test_a_stranger_opens_nothing(scene: dict[str, Interview]) -> None:
    for method, name, which, *_ in ROWS:
        status = visit(Client(), method, name, scene[which])
        assert status in (302, 401, 404, 405), (method, name)  # 302: to where staff sign in
    assert not StaffAction.objects.exists()


def test_lists_hold_the_interviews_of_the_roles_positions(scene: dict[str, Interview]) -> None:
    Candidate.objects.filter(pk=scene["other"].candidate_id).update(name="Elsewhere")
    expected = {"administrator": 2, "recruiter": 2, "hiring_manager": 2, "observer": 1}
    for role, count in expected.items():
        page = signed_in(role, scene["held"].position).get(address("admin-interviews", scene["held"])).content.decode()
        assert page.count('class="action-select"') in (0, count), role
        assert page.count("/staff/interviews/") == count, role
        assert "Elsewhere" not in page


@pytest.mark.parametrize("role", ["administrator", "recruiter"])
def test_an_action_of_a_list_leaves_other_positions_alone(scene: dict[str, Interview], role: str) -> None:
    client = signed_in(role, scene["held"].position)
    selected = [scene["held"].pk, scene["other"].pk]
    client.post(address("admin-interviews", scene["held"]), {"action": "stop_questions", "_selected_action": selected})
    assert [each.interview_id for each in StaffAction.objects.all()] == [scene["held"].pk]


def test_a_recruiter_who_only_observes_elsewhere_changes_nothing_there(scene: dict[str, Interview]) -> None:
    client = signed_in("recruiter", scene["held"].position)
    Membership.objects.create(user=User.objects.get(), position=scene["other"].position, role="observer")
    assert visit(client, "GET", "page", scene["other"]) == 200
    assert visit(client, "POST", "page", scene["other"]) == 404
    selected = {"action": "stop_questions", "_selected_action": [scene["other"].pk]}
    client.post(address("admin-interviews", scene["held"]), selected)
    assert not StaffAction.objects.exists()


def test_nobody_is_invited_to_a_position_of_others(scene: dict[str, Interview]) -> None:
    client = signed_in("recruiter", scene["held"].position)
    person = Candidate.objects.create(name="Ada")
    for position, made in ((scene["other"].position, 0), (scene["held"].position, 1)):
        data = {"position": position.pk, "candidate": person.pk, "language": "", "extra_time_percent": 0}
        client.post(address("admin-add-interview", scene["held"]), data)
        assert person.interviews.count() == made


def test_the_pages_that_invite_and_change_many_keep_to_the_roles_positions(scene: dict[str, Interview]) -> None:
    client = signed_in("recruiter", scene["held"].position)
    page = client.get(reverse("admin:interviews_interview_invite")).content.decode()
    assert str(scene["held"].position) in page
    assert str(scene["other"].position) not in page
    ids = {"ids": f"{scene['held'].pk},{scene['other'].pk}"}
    client.post(reverse("admin:interviews_interview_change_many", args=["call_off"]), ids)
    assert set(Interview.objects.filter(status="cancelled")) == {scene["held"]}
    links = client.post(reverse("admin:interviews_interview_links_file"), ids).content.decode()
    assert str(scene["other"].position) not in links


def test_a_role_at_all_positions_holds_at_each(scene: dict[str, Interview]) -> None:
    recruiter = signed_in("recruiter", None)
    assert visit(recruiter, "POST", "page", scene["other"]) == 302
    assert visit(recruiter, "GET", "admin-add-position", scene["other"]) == 200
    assert visit(recruiter, "GET", "admin-roles", scene["other"]) == 403
    administrator = signed_in("administrator", None)
    assert visit(administrator, "GET", "admin-roles", scene["other"]) == 200
    assert visit(administrator, "GET", "admin-keys", scene["other"]) == 200


def test_a_role_ends_with_its_row(scene: dict[str, Interview]) -> None:
    client = signed_in("hiring_manager", scene["held"].position)
    assert visit(client, "GET", "api", scene["held"]) == 200
    Membership.objects.all().delete()
    assert visit(client, "GET", "api", scene["held"]) == 404


def test_a_role_of_somebody_who_is_no_staff_gives_nothing(scene: dict[str, Interview]) -> None:
    client = signed_in("recruiter", None)
    User.objects.update(is_staff=False)
    assert visit(client, "GET", "page", scene["held"]) == 404
    assert not roles.where(User.objects.get(), "view_interview")


def test_permissions_that_were_picked_by_hand_still_hold_everywhere() -> None:
    interviews = {services.create_interview(demo.position("en"), "Kim"), finished(), started("ko")}
    clerk = User.objects.create_user("clerk", is_staff=True)
    clerk.user_permissions.add(Permission.objects.get(codename="view_interview"))
    for user in (User.objects.create_superuser("boss"), User.objects.get(pk=clerk.pk)):
        assert all(roles.may_watch(user, interview) for interview in interviews)
        assert set(Interview.objects.filter(roles.visible_to(user))) == interviews
        assert all(roles.may_act(user, interview) is user.is_superuser for interview in interviews)


def test_an_observer_everywhere_sees_what_is_held() -> None:
    _over, held = finished(), started()
    user = User.objects.create_user("eve", is_staff=True)
    Membership.objects.create(user=user, role="observer")
    assert Interview.objects.filter(roles.visible_to(user)).get() == held
