"""Positions as a recruiter would write them: titles, descriptions, and topics by kind."""

# Topics by kind: tools that one uses, areas that one works in, and soft skills.
TOOLS_KO = """
Python|Redis와 캐시|Java와 Spring|Kubernetes 운영|React 개발|SQL과 데이터 모델링|Docker와 배포|Kafka와 메시지 처리|Django|Linux 서버 관리|
TypeScript|AWS 인프라|Kotlin과 코루틴|Git과 코드 리뷰|Excel 활용|Figma와 디자인 시스템|Swift와 iOS 앱|Unity|PyTorch|Spark와 대용량 처리|
Redis|Kafka|PostgreSQL|Spring Boot|GraphQL|Go 언어|C++|Elasticsearch|Airflow와 배치|캐시와 Redis|Python과 비동기 처리|FastAPI
""".replace("\n", "").split("|")
AREAS_KO = """
데이터베이스 설계|장애 대응|API 설계|성능 최적화|테스트 자동화|보안과 인증|시스템 설계|코드 품질|배포 자동화|대용량 트래픽 처리|데이터 분석|모니터링과 로그|
동시성과 비동기 처리|마이크로서비스 전환|검색과 추천|결제 시스템|접근성과 웹 표준|상태 관리|머신러닝 모델 운영|데이터 파이프라인|사용자 조사|제품 기획|요구 사항 정리|
시장 조사|예산 관리|고객 응대|영업 전략|계약과 협상|재고 관리|품질 관리|안전 관리|콘텐츠 기획|브랜드 전략|광고 성과 분석|채용과 평가|교육 과정 설계|회계와 결산|
임상 경험|수업 설계|문서 작성|트랜잭션과 정합성|캐시 전략|네트워크 기초|자료 구조와 알고리즘|클라우드 비용|장애 복구와 백업|기술 부채|지표와 실험|운영 자동화|웹 성능
""".replace("\n", "").split("|")
SOFTS_KO = """
협업과 소통|갈등 해결|리더십|시간 관리|우선순위 정하기|피드백 주고받기|실패에서 배운 점|동기 부여|고객과의 소통|멘토링과 성장|책임감|문제 해결 태도|학습 습관|
팀 문화|스트레스 관리|설득과 협상|발표와 보고|지원 동기|일하는 방식|의사 결정|원격 근무와 협업|소통과 협업|자기 소개와 경력|
새로운 기술 익히기|코드 읽기|어려운 대화 나누기|경청하는 태도|도움 요청하기|함께 일하기|글쓰기와 기록|질문하는 습관|거절하는 방법|성장하는 조직 만들기
""".replace("\n", "").split("|")
TOOLS_EN = """
Python|Redis and caching|Java and Spring|Running Kubernetes|React development|SQL and data modelling|Docker and deployment|
Kafka and messaging|Django|Linux servers|TypeScript|AWS infrastructure|Kotlin and coroutines|Git and code review|Excel|
Figma and design systems|Swift and iOS|Unity|PyTorch|Spark and big data|Redis|Kafka|PostgreSQL|Spring Boot|GraphQL|Go|C++|
Elasticsearch|Airflow and batch jobs|Python and asyncio|FastAPI
""".replace("\n", "").split("|")
AREAS_EN = """
API design|Databases and caching|Handling incidents|Database design|Performance tuning|Test automation|Security and authentication|
System design|Code quality|Continuous delivery|High traffic|Data analysis|Monitoring and logging|Concurrency|Microservices|
Search and ranking|Payments|Web accessibility|State management|Machine learning in production|Data pipelines|User research|
Product planning|Requirements|Market research|Budgeting|Customer support|Sales strategy|Contracts and negotiation|
Inventory|Quality control|Safety at work|Content planning|Brand strategy|Campaign analysis|Hiring|Course design|Accounting|
Patient care|Classroom teaching|Technical writing|Transactions and consistency|Caching strategy|Networking basics|
Data structures and algorithms|Cloud costs|Backup and recovery|Technical debt|Metrics and experiments|Incident response|
Designing APIs|Testing|Debugging|Observability|Scaling a service|Web performance
""".replace("\n", "").split("|")
SOFTS_EN = """
Working in a team|Communication|Resolving conflicts|Leadership|Time management|Setting priorities|Giving feedback|
Learning from failure|Motivation|Working with customers|Mentoring|Taking responsibility|Problem solving|Learning habits|
Team culture|Dealing with stress|Persuading others|Presenting results|Ways of working|Making decisions|Remote work|
Teamwork and communication|Your career so far|Collaboration
""".replace("\n", "").split("|")
HELD_OUT_TOPICS_KO = """
Terraform과 인프라|ClickHouse 운영|샤딩 전략|이벤트소싱 설계|Svelte와 화면 개발|항만 물류|반도체 공정|Keycloak과 권한|공감하는 대화|낯선 분야 배우기|
롤백 절차|뮤지컬 기획|Memcached|벤치마크 작성|페일오버 훈련|온보딩 문화
""".replace("\n", "").split("|")
HELD_OUT_TOPICS_EN = """
Terraform and infrastructure|ClickHouse|Sharding|Event sourcing|Svelte|Harbour logistics|Porcelain restoration|
Keycloak and access control|Listening with empathy|Entering an unknown field|Failover drills|Greenhouse management|
Memcached|Writing benchmarks|Onboarding newcomers|Orbital mechanics
""".replace("\n", "").split("|")

TITLES_KO = """
백엔드 개발자|백엔드 엔지니어|프론트엔드 개발자|데이터 엔지니어|데이터 분석가|머신러닝 엔지니어|DevOps 엔지니어|iOS 개발자|Android 개발자|QA 엔지니어|보안 엔지니어|
제품 관리자|서비스 기획자|UX 디자이너|마케팅 담당자|영업 관리자|인사 담당자|회계 담당자|고객 지원 매니저|물류 관리자|간호사|교사|연구원|게임 개발자|임베디드 개발자|
시니어 백엔드 개발자|주니어 프론트엔드 개발자|사이트 신뢰성 엔지니어|풀스택 개발자|Python 백엔드 개발자|플랫폼 엔지니어|콘텐츠 편집자|생산 관리자
""".replace("\n", "").split("|")
TITLES_EN = """
Backend Engineer|Backend developer|Frontend developer|Data engineer|Data analyst|Machine learning engineer|DevOps engineer|
iOS developer|Android developer|QA engineer|Security engineer|Product manager|Service planner|UX designer|Marketing manager|
Sales manager|HR specialist|Accountant|Customer support lead|Logistics manager|Nurse|Teacher|Research scientist|Game developer|
Embedded developer|Senior backend engineer|Junior frontend developer|Site reliability engineer|Full-stack developer|
Python backend engineer|Platform engineer|Content editor|Production manager|Software engineer
""".replace("\n", "").split("|")
DESCRIPTIONS_KO = [
    "[{n} 서비스를|{n} 플랫폼을|{n} 시스템을] [개발하고 운영합니다.|설계하고 운영합니다.|만들고 개선합니다.]",
    "{x:과} {y:을} 사용해 [하루 수백만 건의 요청을|많은 데이터를|실시간 요청을] 처리합니다.",
    "[작은|여섯 명의|성장하는] 팀에서 [기획부터 운영까지|설계부터 배포까지] [함께합니다.|책임집니다.]",
    "[3년|5년|2년] 이상의 [실무 경험이|관련 경력이] 필요합니다.",
    "[안정적인 운영과 빠른 개선을|품질과 속도를 모두|사용자 경험을] 중요하게 생각합니다.",
    "[동료와 열린 소통을|코드 리뷰와 문서화를|스스로 문제를 찾아 해결하는 것을] 좋아하는 분을 찾습니다.",
    "[고객을 만나고|자료를 분석하고|일정을 조율하고] [결과를 보고합니다.|개선안을 제안합니다.|팀을 돕습니다.]",
]
DESCRIPTIONS_EN = [
    "[Builds and runs|Designs and operates|Develops and improves] our {n} [service|platform|system].",
    "[We use|The team works with|You will work with] {x} and {y} to serve [millions of requests a day|many customers|live traffic].",
    "A [small|growing|distributed] team that owns its work from [design to operation|the first idea to production].",
    "[Three|Five|Two] years of [professional|relevant] experience [are expected|would help].",
    "We care about [reliability and quick improvement|quality and speed|the people who use our product].",
    "You [enjoy open communication|like code reviews and good documents|find and solve problems on your own].",
    "[Meets customers|Analyses data|Keeps schedules together], [reports results|proposes improvements|supports the team].",
]
